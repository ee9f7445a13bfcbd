/**
 * A text with its places filled in: a place is a line `<!-- fill: name -->`.
 * @throws Error where a place has no part, or a part no place
 */
export function fillTemplate(template: string, parts: Readonly<Record<string, string>>): string {
  const used = new Set<string>();
  const text = template.replaceAll(/^<!-- fill: (\w+) -->$/gm, (_line, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`the template has a place "${name}", for which there is no text`);
    used.add(name);
    return part;
  });
  const left = Object.keys(parts).filter((name) => !used.has(name));
  if (left.length > 0) throw new Error(`the template has no place for ${left.join(', ')}`);
  return text;
}
