import {
  EventBusSrv,
  locationUtil,
  standardEditorsRegistry,
  type CurrentUserDTO,
  type GrafanaConfig,
} from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import {
  config,
  locationService,
  setAppEvents,
  setBackendSrv,
  setCurrentUser,
  setEchoSrv,
  setLocationSrv,
  setTemplateSrv,
  type EchoSrv,
  type TemplateSrv,
} from '@grafana/runtime';
import { ConsoleBackend } from './consoleBackend';
import { SelectOption } from './SelectOption';

/** Gives @grafana/runtime the services that Grafana sets while it starts, as far as plugins here use them. */
export async function setRuntimeServices(): Promise<void> {
  await initPluginTranslations('grafana');
  setBackendSrv(new ConsoleBackend());
  setAppEvents(new EventBusSrv());
  setCurrentUser(config.bootData.user as CurrentUserDTO);
  setLocationSrv(locationService);
  locationUtil.initialize({
    // The runtime's class lacks three properties of the interface that are named differently.
    config: config as unknown as GrafanaConfig,
    getVariablesUrlParams: () => ({}),
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
  });
  // Grafana has an editor for every kind of option; the panels here use choices only.
  standardEditorsRegistry.setInit(() => [{ id: 'select', name: 'Select', editor: SelectOption }]);
  // Nothing is reported anywhere.
  const echo: Pick<EchoSrv, 'addBackend' | 'addEvent' | 'flush'> = {
    addBackend: () => undefined,
    addEvent: () => undefined,
    flush: () => undefined,
  };
  setEchoSrv(echo as EchoSrv);
  // There are no dashboard variables: text stays as it is.
  const templates: Pick<TemplateSrv, 'getVariables' | 'replace' | 'containsTemplate'> = {
    getVariables: () => [],
    replace: (text) => text ?? '',
    containsTemplate: () => false,
  };
  setTemplateSrv(templates as TemplateSrv);
}
