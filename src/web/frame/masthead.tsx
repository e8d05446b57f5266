import { ConnectionNote } from "./connection-note.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

export function Masthead() {
  return (
    <header class="masthead">
      <a href="/" class="wordmark">
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
          <circle cx="16" cy="16" r="14.5" fill="none" stroke="currentColor" />
          <path
            d="M16 6v20M8 21V11c3-1.6 6-1.4 8 0 2-1.4 5-1.6 8 0v10c-3-1.6-6-1.4-8 0-2-1.4-5-1.6-8 0z"
            fill="none"
            stroke="currentColor"
          />
        </svg>
        Colophon
      </a>
      <ConnectionNote />
      <a href="/devices" class="devices-link">
        Devices
      </a>
      <ThemeToggle />
    </header>
  );
}
