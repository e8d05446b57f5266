import { useSignal } from "@preact/signals";
import { createMemory, themeKey } from "./memory.ts";

type Theme = "light" | "dark";

// `public/theme.js` reads it before the first paint.
const memory = createMemory<Theme>(() => localStorage, themeKey);

function themeInForce(): Theme {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function ThemeToggle() {
  const theme = useSignal(themeInForce());
  const toggle = () => {
    theme.value = themeInForce() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = theme.value;
    memory.write(theme.value);
  };
  return (
    <button
      type="button"
      class="quiet theme"
      aria-pressed={theme.value === "dark"}
      onClick={toggle}
    >
      <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" />
        <path d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor" />
      </svg>
      Dark<span class="unseen"> theme</span>
    </button>
  );
}
