import { act, renderHook, waitFor } from '@testing-library/react';
import { answeringBackend } from '../testdata/answeringBackend';
import { sampleRun } from '../testdata/sampleRun';
import { requests } from './requests';
import { usePolled } from './usePolled';

describe('usePolled', () => {
  test('asks at once, keeps the answer while later calls fail, and says why they fail', async () => {
    let down = false;
    answeringBackend(() => {
      if (down) {
        throw { status: 0, data: {}, config: {} };
      }
      return sampleRun();
    });
    const { result } = renderHook(() => usePolled(requests.run('r1'), null));
    expect(result.current.data).toBeNull();
    await waitFor(() => expect(result.current.data).toEqual(sampleRun()));
    down = true;
    act(() => result.current.refresh());
    await waitFor(() => expect(result.current.problem?.title).toBe('The exporter does not answer'));
    expect(result.current.data).toEqual(sampleRun());
  });

  test('asks again after the interval', async () => {
    const calls = answeringBackend(() => sampleRun());
    renderHook(() => usePolled(requests.run('r1'), 0.01));
    await waitFor(() => expect(calls.length).toBeGreaterThan(2));
  });

  test('never shows the answer to another request', async () => {
    answeringBackend(({ url }) => sampleRun({ id: url.slice(-2) }));
    const { result, rerender } = renderHook(({ id }) => usePolled(requests.run(id), null), {
      initialProps: { id: 'r1' },
    });
    await waitFor(() => expect(result.current.data?.id).toBe('r1'));
    rerender({ id: 'r2' });
    expect(result.current.data).toBeNull();
    await waitFor(() => expect(result.current.data?.id).toBe('r2'));
  });

  test('asks nothing where there is no request', async () => {
    const calls = answeringBackend(() => sampleRun());
    renderHook(() => usePolled(null, 0.01));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(calls).toEqual([]);
  });
});
