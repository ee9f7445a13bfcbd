import { ThemeContext, getThemeById } from '@grafana/data';
import { config } from '@grafana/runtime';
import { GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { AppPage } from './AppPage';
import { ConfigurationPage } from './ConfigurationPage';
import { Frame } from './Frame';
import { LocationRouter } from './LocationRouter';
import { PanelsPage } from './PanelsPage';
import { initialTheme, rememberTheme, type ThemeName } from './theme';

/** The whole console: Grafana's theme and globals, the frame, the app and its panels. */
export function Console() {
  const [name, setName] = useState<ThemeName>(initialTheme);
  const theme = useMemo(() => getThemeById(name), [name]);
  useEffect(() => {
    rememberTheme(name);
    config.theme2 = theme;
    document.documentElement.style.colorScheme = name;
    document.body.style.background = theme.colors.background.canvas;
  }, [name, theme]);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <LocationRouter>
        <ModalsProvider>
          <Frame theme={name} onTheme={setName}>
            <Routes>
              <Route path="/a/loadstar-control-app/*" element={<AppPage />} />
              <Route path="/plugins/loadstar-control-app" element={<ConfigurationPage />} />
              <Route path="/panels" element={<PanelsPage />} />
              <Route path="*" element={<Navigate to="/a/loadstar-control-app/overview" replace />} />
            </Routes>
          </Frame>
          <ModalRoot />
        </ModalsProvider>
        <PortalContainer />
      </LocationRouter>
    </ThemeContext.Provider>
  );
}
