/** Pixels of a PNG for each pixel of the figure, along one side. */
export type Scale = 1 | 2 | 3;

/**
 * An SVG document as the bytes of a PNG. Needs no animation frame, so it works while the window is hidden.
 * @throws Error if the picture can't be decoded or is too large for a canvas
 */
export async function svgToPng(svg: string, scale: Scale): Promise<Uint8Array> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = await loadImage(url);
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await pngBytes(canvas);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function loadImage(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('the SVG could not be decoded'));
    image.src = url;
  });
}

async function pngBytes(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the canvas is too large');
  return new Uint8Array(await blob.arrayBuffer());
}
