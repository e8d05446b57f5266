import { UnknownToThisRelease } from "#/domain/step-errors.ts";
import { analyse } from "./analyse.ts";
import { finish } from "./finish.ts";
import { outlineStep } from "./outline.ts";
import type { Step } from "./step.ts";
import { writeChapterStep } from "./write-chapter.ts";

/** The step under a name of the Store. Throws `UnknownToThisRelease` where there is none. */
export function stepNamed(name: string): Step {
  if (name === "analysis") return analyse;
  if (name === "finish") return finish;
  const [, kind, number] = /^(outline|chapter)-([1-9]\d{0,3})$/.exec(name) ?? [];
  if (kind === "outline") return outlineStep(Number(number));
  if (kind === "chapter") return writeChapterStep(Number(number));
  throw new UnknownToThisRelease(`there is no step "${name}"`);
}
