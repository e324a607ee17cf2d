/** What Chromium and GTK say on machines without a desktop, and nobody has to act on. */
const HARMLESS = [
  /:(ERROR|WARNING):(bus|object_proxy|dbus|system_services|bluez)\S*\.cc/,
  /:(ERROR|WARNING):(gl_|gpu_|viz_main|angle_|vulkan|vaapi|command_buffer|shared_context|skia_|egl|gles2)\S*\.cc/,
  /:(ERROR|WARNING):(ozone|x11_|xinput|xrandr|sandbox_linux|zygote|display)\S*\.cc/,
  /dconf-(WARNING|CRITICAL)/,
  /Failed to connect to the bus|org\.freedesktop\./,
  /libGL error|MESA|libva error|vkCreateInstance|libEGL/i,
  /Gtk-(WARNING|Message|CRITICAL)|GLib-GIO-|atk-bridge|at-spi/i,
  /XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS/,
];

/** @param {string} line */
export const isChromiumNoise = (line) => HARMLESS.some((pattern) => pattern.test(line));

/**
 * Passes text on, line by line, without the harmless lines. A carriage return ends a line too, so that a progress
 * line which overwrites itself stays live.
 * @param {(text: string) => void} write
 */
export function noiseFilter(write) {
  let rest = '';
  const pass = (line, end) => {
    if (!isChromiumNoise(line)) write(line + end);
  };
  return {
    /** @param {string} text */
    push(text) {
      const pieces = (rest + text).split(/(\r\n|\n|\r)/);
      rest = pieces.pop() ?? '';
      for (let i = 0; i < pieces.length; i += 2) pass(pieces[i], pieces[i + 1]);
    },
    end() {
      if (rest) pass(rest, '');
      rest = '';
    },
  };
}
