/** The least that looks like Teams: a list of Fluent's, with what the server says in it. */
import { FluentProvider, Persona, webLightTheme } from '@fluentui/react-components';
import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

function List() {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    void fetch('/names.json')
      .then((answer) => answer.json() as Promise<string[]>)
      .then(setNames);
  }, []);
  const rows = names.map((name) => createElement(Persona, { key: name, name, secondaryText: 'Somebody to talk to' }));
  return createElement(FluentProvider, { theme: webLightTheme }, rows);
}

createRoot(document.body.appendChild(document.createElement('main'))).render(createElement(List));
