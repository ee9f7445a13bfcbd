import pluginJson from './plugin.json';

describe('plugin.json', () => {
  test('every method that is proxied has a role, and no other method is proxied', () => {
    // A route without a role lets everyone who is logged in pass; one without a method takes any.
    expect(pluginJson.routes.map(({ path, method, reqRole }) => [path, method, reqRole])).toEqual([
      ['api/*', 'GET', 'Viewer'],
      ['api/*', 'POST', 'Editor'],
      ['api/*', 'PATCH', 'Editor'],
    ]);
  });

  test('the proxied address carries the part of the path that the route takes off', () => {
    expect(new Set(pluginJson.routes.map(({ url }) => url))).toEqual(new Set(['{{ .JsonData.url }}/api']));
  });
});
