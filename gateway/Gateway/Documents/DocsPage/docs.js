// Starts the reference in the page, with what the page says. Tokens stay in this window's memory and go to the gateway alone.
(function () {
  'use strict';

  const place = document.getElementById('reference');
  const settings = JSON.parse(place.dataset.settings);

  function element(name, text, attributes) {
    return Object.assign(document.createElement(name), { textContent: text }, attributes);
  }

  // Who the gateway takes the caller for, and what the token opens.
  async function showWhoIsSignedIn(token) {
    const answer = await fetch(settings.whoAmI, { headers: { authorization: 'Bearer ' + token } });
    const said = await answer.json();
    const section = document.getElementById('signed-in');
    section.hidden = false;
    if (!answer.ok) {
      section.replaceChildren(element('h2', 'Not signed in'), element('p', said.detail || said.title));
      return;
    }

    const list = element('ul', '');
    list.append(...said.may_call.flatMap(reach => reach.operations.map(operation => element('li', reach.api + ': ' + operation))));
    section.replaceChildren(
      element('h2', said.subject ? 'Signed in as ' + said.subject : 'Signed in'),
      element('p', 'Through ' + said.client_id + ', with: ' + (said.scopes.join(', ') || 'no scope')),
      element('p', 'This token may make these calls:'),
      list);
  }

  // Swagger UI leaves some fields and buttons without a name for those who do not see where they stand.
  function nameControls() {
    for (const field of place.querySelectorAll('select, input, textarea')) {
      if (field.labels && field.labels.length === 0 && !field.hasAttribute('aria-label') && !field.hasAttribute('aria-labelledby')) {
        const row = field.closest('tr');
        const name = row && (row.dataset.paramName || row.querySelector('.parameter__name')?.textContent);
        field.setAttribute('aria-label', name || field.placeholder || (field.tagName === 'SELECT' ? 'Media type' : 'Value'));
      }
    }

    for (const button of place.querySelectorAll('button')) {
      const text = button.textContent.trim();
      const name = button.getAttribute('aria-label');
      if (text && name && !name.toLowerCase().includes(text.toLowerCase())) {
        button.setAttribute('aria-label', text + ': ' + name); // who speaks to the page says what is written there (WCAG 2.2, 2.5.3)
      } else if (!text && !name && button.classList.contains('close-modal')) {
        button.setAttribute('aria-label', 'Close');
      }
    }

    // What scrolls has to be reachable by keyboard.
    for (const text of place.querySelectorAll('pre:not([tabindex]), .highlight-code > *:not([tabindex])')) {
      text.tabIndex = 0;
    }
  }

  // Below an answer that refuses: a link to what it means and what to do. The address is the gateway's own, whatever the answer says.
  function explainRefusals(system) {
    const React = system.React;
    return {
      components: {
        // There is one server: the gateway.
        ServersContainer: () => null,
      },
      wrapComponents: {
        responseBody: Original => props => {
          let code;
          try {
            code = /problem\+json/.test(props.contentType) && JSON.parse(props.content).code;
          } catch {
            code = undefined;
          }

          return React.createElement('div', null,
            React.createElement(Original, props),
            typeof code === 'string' && /^[a-z_]+$/.test(code)
              ? React.createElement('p', { className: 'explained' },
                React.createElement('a', { href: settings.problems + '/' + code, target: '_blank', rel: 'noopener' },
                  'What ' + code + ' means, and what to do'))
              : null);
        },
      },
    };
  }

  function tellWhoSignsIn() {
    return {
      statePlugins: {
        auth: {
          wrapActions: {
            authorizeOauth2: original => payload => {
              showWhoIsSignedIn(payload.token.access_token);
              return original(payload);
            },
            logout: original => payload => {
              document.getElementById('signed-in').hidden = true;
              return original(payload);
            },
          },
        },
      },
    };
  }

  new MutationObserver(nameControls).observe(place, { childList: true, subtree: true });

  const ui = SwaggerUIBundle({
    url: settings.document,
    domNode: place,
    layout: 'BaseLayout',
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [explainRefusals, tellWhoSignsIn],
    oauth2RedirectUrl: location.origin + settings.redirect,
    validatorUrl: null,
    deepLinking: false, // its links stand inside of buttons
    syntaxHighlight: false, // its colours have too little contrast
    docExpansion: 'list',
    tryItOutEnabled: true,
    persistAuthorization: false,
    requestInterceptor: request => {
      // No authorization server has to allow it across origins (CORS), and none needs it.
      delete request.headers['X-Requested-With'];
      return request;
    },
  });

  // Each time somebody may be somebody else: who signs in is asked.
  ui.initOAuth({
    clientId: settings.clientId,
    usePkceWithAuthorizationCodeGrant: true,
    additionalQueryStringParams: Object.assign({ prompt: 'login' }, settings.audience && { audience: settings.audience }),
  });
})();
