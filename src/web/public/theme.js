// Runs before the first paint: the reader's choice of light or dark, where there is one.
try {
  const theme = /** @type {unknown} */ (JSON.parse(localStorage.getItem("colophon.theme")));
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's preference stands.
}
