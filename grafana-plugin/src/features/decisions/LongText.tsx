import { Button } from '@grafana/ui';
import React, { useState } from 'react';

/** Characters of a text that are shown before the reader asks for more. */
const SHORT_LENGTH = 180;

/** The beginning of a long text, to the end of a word. */
function beginning(text: string): string {
  const end = text.lastIndexOf(' ', SHORT_LENGTH);
  return text.slice(0, end > 0 ? end : SHORT_LENGTH).replace(/[\s,;]+$/, '');
}

/** A text whose end is shown on demand where it is long, so that a table stays one. */
export function LongText({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  if (text.length <= SHORT_LENGTH) {
    return <>{text}</>;
  }
  return (
    <>
      {open ? text : `${beginning(text)}…`}{' '}
      <Button fill="text" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : 'Show all'}
      </Button>
    </>
  );
}
