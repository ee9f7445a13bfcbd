/** Images that are stages of the same file, or empty. */
const LOCAL = new Set(['scratch']);

/**
 * What is wrong with a Dockerfile by the rules that this project keeps: bases pinned and given by build arguments, no
 * `latest`, nothing added from URLs, no root at the end, no shell-form entry points, no package lists left behind. Empty
 * when nothing is. (The linters on npm have not had a release for years.)
 */
export function dockerfileProblems(text: string): string[] {
  const lines = text
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const defaults = new Map<string, string>();
  const stages = new Set(LOCAL);
  const problems: string[] = [];
  let user: string | null = null;
  for (const line of lines) {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (word === 'ARG') defaults.set(rest.split('=')[0] ?? '', rest.split('=').slice(1).join('='));
    if (word === 'FROM') {
      const [, base = '', stage] = /^(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? [];
      problems.push(...baseProblems(base, defaults, stages));
      if (stage !== undefined) stages.add(stage);
      user = null;
    }
    if (word === 'USER') user = rest;
    if (word === 'ADD') problems.push(`"${line}": COPY takes files of the context; ADD fetches and unpacks`);
    if (/^(ENTRYPOINT|CMD)$/.test(word) && !rest.startsWith('[')) problems.push(`"${line}": not a JSON list`);
    if (word === 'RUN' && /\b(curl|wget)\b/.test(rest)) problems.push(`"${line}": fetches what nobody pinned`);
    if (word === 'RUN' && /apt-get install/.test(rest) && !/rm -rf \/var\/lib\/apt\/lists/.test(rest)) {
      problems.push(`"${line}": leaves the package lists in the image`);
    }
    if (word === '') problems.push(`"${line}": no instruction`);
  }
  if (user === null || /^(root|0)(:|$)/.test(user)) problems.push('the last stage runs as root: USER is missing');
  return problems;
}

function baseProblems(
  base: string,
  defaults: ReadonlyMap<string, string>,
  stages: ReadonlySet<string>,
): readonly string[] {
  if (stages.has(base)) return [];
  const name = /^\$\{?(\w+)\}?$/.exec(base)?.[1];
  const image = name === undefined ? undefined : defaults.get(name);
  if (image === undefined) return [`FROM ${base}: the base is no build argument with a default`];
  return pinned(image) ? [] : [`${name ?? base}=${image}: no version`];
}

/** Whether an image is named with a version (or digest) that is not `latest`. */
export function pinned(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return true;
  const tag = /:([\w][\w.-]*)$/.exec(image)?.[1];
  return tag !== undefined && tag !== 'latest';
}
