import { Badge } from '@grafana/ui';
import type { Status } from '@loadstar/exporter/contract';
import React, { useEffect, useState } from 'react';
import { clockTime } from './clockTime';

const TICK_MILLISECONDS = 500;

/** The demo's compressed clock, labelled as such and ticking; nothing on production's ordinary clock. */
export function CompressedClock({ status }: { status: Status }) {
  // A new reading starts the ticking anew.
  return status.clock.label === null ? null : <TickingClock key={status.now} {...status.clock} />;
}

function TickingClock({ label, dayFraction, secondsPerDay }: Status['clock']) {
  const [ageSeconds, setAgeSeconds] = useState(0);
  useEffect(() => {
    const readAt = Date.now();
    const timer = setInterval(() => setAgeSeconds((Date.now() - readAt) / 1000), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" aria-label={`Compressed clock: ${label}`}>
      <Badge
        color="purple"
        icon="clock-nine"
        text={`${clockTime(dayFraction, ageSeconds, secondsPerDay)} on the demo’s clock: ${label}`}
      />
    </span>
  );
}
