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

  // Below an answer that refuses: a link to what it means and what to do. The address is the gateway's own, whatever the answer says.
  function explainRefusals(system) {
    const React = system.React;
    return {
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
            /^[a-z_]+$/.test(code)
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

  const ui = SwaggerUIBundle({
    url: settings.document,
    domNode: place,
    layout: 'BaseLayout',
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [explainRefusals, tellWhoSignsIn],
    oauth2RedirectUrl: location.origin + settings.redirect,
    validatorUrl: null,
    deepLinking: true,
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
