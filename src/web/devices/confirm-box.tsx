import type { ComponentChildren } from "preact";

/** A box that has to be ticked before something is done, and says so where it was not. */
export function ConfirmBox({
  id,
  ticked,
  missing,
  onTick,
  reminder,
  children,
}: {
  id: string;
  ticked: boolean;
  /** What is said where it was not ticked; without one it may stay as it is. */
  reminder?: string;
  missing?: boolean;
  onTick: (ticked: boolean) => void;
  children: ComponentChildren;
}) {
  const wrong = missing === true && reminder !== undefined;
  return (
    <div class="confirm">
      <label>
        <input
          id={id}
          type="checkbox"
          checked={ticked}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-error` : undefined}
          onChange={({ currentTarget }) => onTick(currentTarget.checked)}
        />
        {children}
      </label>
      {wrong && (
        <p class="error" id={`${id}-error`}>
          {reminder}
        </p>
      )}
    </div>
  );
}
