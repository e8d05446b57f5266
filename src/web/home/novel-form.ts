import { batch, signal } from "@preact/signals";
import type { NovelView } from "#/contract/novel.ts";
import type { Memory } from "#/web/frame/memory.ts";
import type { NovelApi } from "#/web/server-api/novel-api.ts";
import { RequestError } from "#/web/server-api/request.ts";
import { examplePremises } from "./example-premises.ts";
import { type FormErrors, type NovelForm, checkForm, toNovelInput } from "./form-checks.ts";

/** A form under way, and the key under which it is sent. */
export interface KeptForm {
  form: NovelForm;
  idempotencyKey: string;
}

const emptyForm: NovelForm = {
  title: "",
  premise: "",
  genre: "",
  subgenre: "",
  targetWordCount: "24000",
  targetChapters: "12",
  humanLikeWriting: false,
  reviewOutline: false,
  budgetUsd: "",
};

/**
 * The form for a new novel: what is typed outlives a reload and a lost connection, and however often
 * it is sent under its key, it makes one novel.
 */
export function createNovelForm(deps: {
  api: Pick<NovelApi, "create">;
  memory: Memory<KeptForm>;
  newKey: () => string;
}) {
  const { api, memory, newKey } = deps;
  const kept = memory.read();
  const form = signal<NovelForm>({ ...emptyForm, ...kept?.form });
  const errors = signal<FormErrors>({});
  const problem = signal<RequestError | null>(null);
  const sending = signal(false);
  /** How often it was sent in vain: there is something to look at. */
  const refusals = signal(0);
  /** What an example took the place of. */
  const replaced = signal<NovelForm | null>(null);
  let idempotencyKey = kept?.idempotencyKey ?? newKey();
  let checked = false;
  let example = -1;

  function set(changed: Partial<NovelForm>): void {
    form.value = { ...form.value, ...changed };
    if (checked) errors.value = checkForm(form.value);
    memory.write({ form: form.value, idempotencyKey });
  }

  function refuse(error: RequestError): void {
    const byField = Object.fromEntries(error.errors.map(({ path, message }) => [path, message]));
    batch(() => {
      errors.value = byField;
      problem.value = error;
      refusals.value += 1;
    });
    if (error.code !== "idempotency-key-reused") return;
    idempotencyKey = newKey();
    problem.value = new RequestError(
      error.code,
      "An earlier version of this form was accepted already: see the list of your novels. Send it again to have this one written as well.",
    );
  }

  return {
    form,
    errors,
    problem,
    sending,
    refusals,
    replaced,
    set,

    /** Fills in the next example; what the user typed can be brought back. */
    fillExample(): void {
      const typed = form.value;
      const mine = example < 0 && (typed.title + typed.premise).trim() !== "";
      if (mine) replaced.value = typed;
      example = (example + 1) % examplePremises.length;
      checked = false;
      errors.value = {};
      set(examplePremises[example] ?? {});
    },

    bringBack(): void {
      if (replaced.value !== null) set(replaced.value);
      replaced.value = null;
      example = -1;
    },

    /** Sends the form. Resolves with the novel, or with null when there is something to mend or it is on its way already. */
    async send(): Promise<NovelView | null> {
      if (sending.value) return null;
      checked = true;
      errors.value = checkForm(form.value);
      problem.value = null;
      if (Object.keys(errors.value).length > 0) {
        refusals.value += 1;
        return null;
      }
      sending.value = true;
      try {
        memory.write({ form: form.value, idempotencyKey });
        const novel = await api.create(toNovelInput(form.value), idempotencyKey);
        memory.forget();
        return novel;
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        refuse(error);
        return null;
      } finally {
        sending.value = false;
      }
    },
  };
}

/** 128 random bits; `crypto.randomUUID` is not to be had on a page without TLS. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
