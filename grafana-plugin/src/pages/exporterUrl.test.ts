import { exporterUrl } from './exporterUrl';

describe('exporterUrl', () => {
  test.each([
    ['http://127.0.0.1:9851', 'http://127.0.0.1:9851'],
    [' https://loadstar.example/base// ', 'https://loadstar.example/base'],
  ])('takes %s', (text, url) => {
    expect(exporterUrl(text)).toEqual({ url, error: null });
  });

  test.each(['', 'loadstar:9851', 'ftp://host', 'http://host/?a=1', 'http://host/#x'])('refuses "%s"', (text) => {
    expect(exporterUrl(text).url).toBeNull();
    expect(exporterUrl(text).error).toContain('http://127.0.0.1:9851');
  });
});
