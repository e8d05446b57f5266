/** A novel that is asked for, and what befalls it. */
export interface Wish {
  title: string;
  /** `cancelled` within a call; `hopeless`: the model never gives a usable answer; `cut`: an answer breaks off. */
  lot: "plain" | "paused" | "cancelled" | "hopeless" | "cut" | "reviewed";
}

const shape = /Reconcile \d+ \w+ \d+ End/;

/** The title that a prompt names; every prompt does. */
export function titleIn(body: string): string | undefined {
  return shape.exec(body)?.[0];
}

/** As many novels of each lot as there shall be. */
export function wishesOf(seed: number, counts: Readonly<Record<Wish["lot"], number>>): Wish[] {
  return (Object.keys(counts) as Wish["lot"][]).flatMap((lot) =>
    Array.from({ length: counts[lot] }, (_, index) => ({
      title: `Reconcile ${seed} ${lot} ${index + 1} End`,
      lot,
    })),
  );
}

export function bodyOf({ title, lot }: Wish): Record<string, unknown> {
  return {
    title,
    premise: "An archivist finds a page in her archive that nobody has written yet.",
    genre: "mystery",
    targetWordCount: 1_000,
    targetChapters: 2,
    reviewOutline: lot === "reviewed",
  };
}
