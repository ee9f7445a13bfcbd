/** @jest-environment node */
import { createEventParser } from './eventParser';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('createEventParser', () => {
  test.each([
    ['an event', 'event: run\ndata: {"a":1}\n\n', ['{"a":1}']],
    ['several at once', 'data: 1\n\ndata: 2\n\n', ['1', '2']],
    ['data over several lines', 'data: a\ndata: b\n\n', ['a\nb']],
    ['no space after the colon', 'data:a\n\n', ['a']],
    ['line ends of all three kinds', 'data: a\r\n\r\ndata: b\r\rdata: c\n\n', ['a', 'b', 'c']],
    ['comments, names, ids and waiting times', ': still here\n\nid: 4\nretry: 10\nevent: x\n\ndata: a\n\n', ['a']],
    ['an empty datum', 'data\n\n', ['']],
    ['an event that is not complete', 'data: a\n', []],
    ['fields that only begin like data', 'database: a\n\n', []],
  ])('%s', (_name, text, events) => {
    expect(createEventParser()(bytes(text))).toEqual(events);
  });

  test('gives the same wherever the bytes are cut, within characters too', () => {
    const whole = bytes(': hello\r\n\r\ndata: {"name":"Größe – 東京"}\r\n\r\nevent: second\ndata: 2\n\n');
    const expected = ['{"name":"Größe – 東京"}', '2'];
    for (let first = 0; first <= whole.length; first++) {
      const parse = createEventParser();
      expect([...parse(whole.slice(0, first)), ...parse(whole.slice(first))]).toEqual(expected);
    }
    const parse = createEventParser();
    expect([...whole].flatMap((byte) => parse(Uint8Array.of(byte)))).toEqual(expected);
  });
});
