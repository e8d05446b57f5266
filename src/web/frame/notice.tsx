/** What the model's operator wants every reader told; nothing where there is nothing. */
export function Notice({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  return (
    <p class="notice" role="note">
      {text}
    </p>
  );
}
