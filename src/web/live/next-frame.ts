/** Calls `show` before the next frame is painted, or half a second later where none is (a hidden tab). */
export function nextFrame(show: () => void): void {
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    show();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, 500);
}
