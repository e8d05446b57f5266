interface Allowances {
  /** The origin of our sockets, which older browsers do not count as 'self'; undefined where the host is none. */
  sockets?: string | undefined;
  /** The integrity of each script of the page: `sha384-…`. */
  scripts: readonly string[];
}

/** One directive of a policy: its sources, and why they are these. */
export interface Directive {
  sources: (allowances: Allowances) => readonly string[];
  why: string;
}

const none = ["'none'"];
const own = ["'self'"];

/** What no answer of ours may do, whatever it is. */
const everywhere: Readonly<Record<string, Directive>> = {
  "default-src": { sources: () => none, why: "what is not named below is not to be had" },
  "base-uri": { sources: () => none, why: "no `<base>` turns our addresses elsewhere" },
  "form-action": { sources: () => none, why: "forms are sent by script; none leads away" },
  "frame-ancestors": { sources: () => none, why: "nobody puts us into a frame" },
};

/** What the web app's pages may do beside that. */
const onPages: Readonly<Record<string, Directive>> = {
  "script-src": {
    sources: ({ scripts }) =>
      scripts.length === 0 ? none : [...scripts.map(quote), "'strict-dynamic'"],
    why: "the scripts of the build, by their content, and what they load: nothing inline, nothing else of ours",
  },
  "style-src": { sources: () => own, why: "the app's style sheets; nothing inline" },
  "img-src": { sources: () => own, why: "the icon" },
  "connect-src": {
    sources: ({ sockets }) => (sockets === undefined ? own : [...own, sockets]),
    why: "the API, and its sockets for browsers to which these are another origin",
  },
  "require-trusted-types-for": {
    sources: () => ["'script'"],
    why: "text never becomes markup or script",
  },
  "trusted-types": { sources: () => none, why: "and nothing may make an exception" },
};

const reporting: Readonly<Record<string, Directive>> = {
  // Not `report-to`, over which Chromium forgets this one, and which it heeds over TLS only.
  "report-uri": {
    sources: () => ["/api/csp-report"],
    why: "counted in `colophon_csp_violations_total`",
  },
};

export const apiDirectives = { ...everywhere, ...reporting };
export const pageDirectives = { ...everywhere, ...onPages, ...reporting };

/** The policy of every answer that is no page: it can do nothing. */
export const apiPolicy = write(apiDirectives, { scripts: [] });

/** The policy of the web app's pages. */
export function pagePolicy(allowances: Allowances): string {
  return write(pageDirectives, allowances);
}

function write(directives: Readonly<Record<string, Directive>>, allowances: Allowances): string {
  return Object.entries(directives)
    .map(([name, { sources }]) => [name, ...sources(allowances)].join(" "))
    .join(";");
}

function quote(source: string): string {
  return `'${source}'`;
}
