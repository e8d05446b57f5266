import { novelLimits } from "#/contract/novel-limits.ts";
import { Field } from "#/web/fields/field.tsx";
import { lengthHint, rangeHint } from "#/web/fields/limit-hints.ts";
import { plural } from "#/web/wording/format.ts";
import { isolate } from "#/web/wording/isolate.ts";
import type { ChapterDraft, ChapterField } from "./outline-draft.ts";

/** The fields of one chapter of the outline. */
export function ChapterFields({
  chapter,
  number,
  last,
  errors,
  onChange,
  onMove,
  onRemove,
}: {
  chapter: ChapterDraft;
  number: number;
  last: boolean;
  errors: Partial<Record<ChapterField, string>>;
  onChange: (field: ChapterField, value: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const id = (part: string) => `chapter-${chapter.key}-${part}`;
  const typed = (field: ChapterField) => ({
    value: chapter[field],
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => {
      onChange(field, currentTarget.value);
    },
  });
  return (
    <li>
      <details>
        <summary>
          <span class="number">{number}</span>
          <span class="title">{isolate(chapter.title) || "Untitled"}</span>
          <span class="note">{plural(Number(chapter.targetWords) || 0, "word")}</span>
        </summary>
        <fieldset>
          <legend>Chapter {number}</legend>
          <Field
            id={id("title")}
            label="Title"
            note={lengthHint(novelLimits.chapterTitle)}
            error={errors.title}
          >
            {(control) => <input {...control} {...typed("title")} />}
          </Field>
          <div class="pair">
            <Field
              id={id("eyes")}
              label="Point of view"
              note={lengthHint(novelLimits.pointOfView)}
              error={errors.pointOfView}
            >
              {(control) => <input {...control} {...typed("pointOfView")} />}
            </Field>
            <Field
              id={id("words")}
              label="Words"
              note={rangeHint(novelLimits.wordsPerChapter)}
              error={errors.targetWords}
            >
              {(control) => <input {...control} {...typed("targetWords")} inputmode="numeric" />}
            </Field>
          </div>
          <Field
            id={id("summary")}
            label="Summary"
            note={lengthHint(novelLimits.summary)}
            error={errors.summary}
          >
            {(control) => <textarea {...control} {...typed("summary")} rows={4} />}
          </Field>
          <Field
            id={id("beats")}
            label="Beats"
            note="What happens, step by step: one beat a line."
            error={errors.beats}
          >
            {(control) => <textarea {...control} {...typed("beats")} rows={6} />}
          </Field>
          <div class="bar">
            <button
              type="button"
              id={id("up")}
              aria-label={`Move up chapter ${number}`}
              aria-disabled={number === 1}
              onClick={() => onMove(-1)}
            >
              Move up
            </button>
            <button
              type="button"
              id={id("down")}
              aria-label={`Move down chapter ${number}`}
              aria-disabled={last}
              onClick={() => onMove(1)}
            >
              Move down
            </button>
            <button type="button" aria-label={`Remove chapter ${number}`} onClick={onRemove}>
              Remove
            </button>
          </div>
        </fieldset>
      </details>
    </li>
  );
}
