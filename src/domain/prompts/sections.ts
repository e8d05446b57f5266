/**
 * Lays out the material of a prompt as tagged sections, one after the other; null leaves one out.
 * Material is data: a closing tag inside it is broken, so that no premise can end its own section.
 */
export function sections(parts: Record<string, string | number | object | null>): string {
  return Object.entries(parts)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => {
      const text = typeof part === "object" ? JSON.stringify(part) : String(part);
      return `<${name}>\n${text.replaceAll("</", "< /")}\n</${name}>`;
    })
    .join("\n");
}
