# A child of the data benchmark: the same work by pandas.
import json, resource, sys, time

import numpy as np
import pandas as pd

started = time.perf_counter()
rows, total = 0, 0.0
for chunk in pd.read_csv(sys.argv[1], chunksize=int(sys.argv[2]), dtype=np.float32):
    values = chunk.to_numpy()
    total += float(values.sum(dtype=np.float64))
    rows += len(values)
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "rows": rows, "sum": total, "peak": peak}))
