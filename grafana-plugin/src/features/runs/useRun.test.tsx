import { renderHook, waitFor } from '@testing-library/react';
import { answeringBackend } from '../../testdata/answeringBackend';
import { sampleRun, sampleSecond } from '../../testdata/sampleRun';
import { useRun } from './useRun';

describe('useRun', () => {
  test('follows a run without streams to its end, and another when asked', async () => {
    const calls = answeringBackend(({ url }) => {
      const id = url.slice(-2);
      const seconds = calls.filter((call) => call.url === url).length;
      return sampleRun({
        id,
        state: seconds < 2 ? 'running' : 'finished',
        verdict: seconds < 2 ? null : 'passed',
        series: Array.from({ length: seconds }, (_none, i) => sampleSecond(i)),
      });
    });
    const { result, rerender } = renderHook(({ id }) => useRun(id), { initialProps: { id: 'r1' as string | null } });
    expect(result.current.data).toBeNull();
    await waitFor(() => expect(result.current.data).toMatchObject({ id: 'r1', state: 'running' }));
    await waitFor(() => expect(result.current.data).toMatchObject({ verdict: 'passed' }), { timeout: 5000 });
    expect(result.current.data?.series).toHaveLength(2);
    expect(result.current.problem).toBeNull();
    rerender({ id: 'r2' });
    expect(result.current.data).toBeNull();
    await waitFor(() => expect(result.current.data?.id).toBe('r2'));
    rerender({ id: null });
    expect(result.current.data).toBeNull();
  });
});
