import { expect, it } from 'vitest';
import { ensemble } from './ensemble.ts';
import { isolationForest } from './isolationForest.ts';

it('says what each member says', () => {
  const rows = { columns: ['a'], count: 300, values: Float64Array.from({ length: 300 }, (_, i) => (i * 37) % 101) };
  const params = { falseAlarmRatio: 0.01 };
  const fitted = ensemble.fit(rows, params, 3)!;
  const restored = ensemble.restore(fitted.serialize());
  const alone = isolationForest.fit(rows, params, 3)!.score(rows);
  expect([...restored.scoreMembers(rows).keys()]).toEqual(['isolation_forest', 'residual']);
  expect(restored.scoreMembers(rows).get('isolation_forest')).toEqual(alone);
});
