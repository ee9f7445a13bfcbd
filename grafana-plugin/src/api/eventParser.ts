/**
 * Reads server-sent events (WHATWG HTML, section 9.2) out of a byte stream that may be cut anywhere, within a line or
 * a character. Only the data of events count here; comments, names and ids are skipped.
 * @returns a function that takes the next bytes and gives the data of every event that is complete with them
 */
export function createEventParser(): (chunk: Uint8Array) => string[] {
  const decoder = new TextDecoder();
  let rest = '';
  let data: string[] = [];
  return (chunk) => {
    const events: string[] = [];
    // A carriage return at the end may be half of a line end; it waits for what follows.
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) {
          events.push(data.join('\n'));
        }
        data = [];
      } else if (line === 'data' || line.startsWith('data:')) {
        data.push(line.slice(5).replace(/^ /, ''));
      }
    }
    return events;
  };
}
