import type { ComponentChildren } from "preact";

/** What ties a control to its label, its note and what is wrong with it. */
export interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
}

/** A labelled control, with a note on what is expected and with what is wrong. */
export function Field({
  id,
  label,
  note,
  error,
  children,
}: {
  id: string;
  label: string;
  note?: ComponentChildren;
  error: string | undefined;
  children: (control: ControlProps) => ComponentChildren;
}) {
  const describedBy = [note && `${id}-note`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error !== undefined,
      })}
      {note && (
        <p class="note" id={`${id}-note`}>
          {note}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
