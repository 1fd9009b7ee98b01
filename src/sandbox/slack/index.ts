import { serve, text } from '../http.ts';
import { type Api, apiRoutes } from './api.ts';
import { addChannel, directChannel } from './channels.ts';
import { checkManifest } from './check-manifest.ts';
import type { Line } from './delivery.ts';
import { createEvents } from './events.ts';
import { faultsOf, underWeather, type Weather } from './faults.ts';
import { defaultManifest } from './manifest.ts';
import { appMethods } from './methods/app.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import { markMethods } from './methods/marks.ts';
import { peopleMethods } from './methods/people.ts';
import { viewMethods } from './methods/views.ts';
import { addPerson, settle } from './people.ts';
import { channelNamed } from './person.ts';
import { createRates } from './rates.ts';
import { createRequestUrl, type RequestUrl } from './request-url.ts';
import { responseRoute } from './response-url.ts';
import { show } from './show.ts';
import { startSockets } from './sockets.ts';
import type { SlackOptions, SlackStandIn } from './stand-in.ts';
import { until } from './until.ts';
import { fileRoute, uploadRoute } from './upload.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export type { Interaction } from './interaction.ts';
export type { Manifest } from './manifest.ts';
export type { Channel, Message } from './message.ts';
export type { Person } from './person.ts';
export type { SlackOptions, SlackStandIn } from './stand-in.ts';
export type { View } from './view.ts';

/** Starts the Slack stand-in; throws when Slack would not accept the manifest. */
export async function startSlack(options: SlackOptions = {}): Promise<SlackStandIn> {
  const { manifest = defaultManifest, now = () => new Date(), deadlineMs = 3000 } = options;
  const { signingSecret = 'sandbox-signing-secret', requestUrl = null } = options;
  const { botToken = 'xoxb-sandbox', appToken = 'xapp-sandbox' } = options;
  const problems = checkManifest(manifest);
  if (problems.length > 0) throw new Error(`Slack refuses this manifest: ${problems.join('; ')}`);
  const workspace = createWorkspace(manifest, now);
  const tokens = { bot: botToken, app: appToken, revoked: null };
  const api: Api = { workspace, tokens, rates: createRates(), calls: [] };
  const weather = { latencyMs: 0, down: false };
  const socketServer = await startSockets(workspace, deadlineMs);
  const http = createRequestUrl({ workspace, signingSecret, address: requestUrl, deadlineMs });
  const line = lineOver(weather, socketServer, http);
  const events = createEvents(workspace, line);
  workspace.emit = events.emit;
  const routes = routesOf(api, socketServer.open);
  const server = await serve({
    notFound: text('Not Found', 404),
    wrap: (_request, next) => underWeather(weather, next),
    routes,
  });
  workspace.url = server.url;
  return {
    ...screensOf(workspace, line),
    url: server.url,
    signingSecret,
    tokens,
    calls: api.calls,
    limits: api.rates.limits,
    requests: server.requests,
    sockets: socketServer.sockets,
    http,
    events,
    ...faultsOf({ server, routes, weather, sockets: socketServer.sockets }),
    stop: async () => {
      events.stop();
      await socketServer.stop();
      await server.stop();
    },
  };
}

/** The request address when there is one, else the sockets; nothing while Slack is down. */
function lineOver(weather: Weather, sockets: Line, http: RequestUrl): Line {
  return {
    deliver: async (envelope) => {
      if (weather.down) return { outcome: 'dispatch_failed' };
      return (http.address === null ? sockets : http).deliver(envelope);
    },
  };
}

function routesOf(api: Api, openSocket: () => string) {
  return [
    ...apiRoutes(api, [
      ...appMethods(openSocket),
      ...chatMethods,
      ...conversationMethods,
      ...viewMethods,
      ...markMethods,
      ...fileMethods,
      ...peopleMethods,
    ]),
    responseRoute(api.workspace),
    uploadRoute(api.workspace),
    fileRoute(api.workspace, api.tokens),
  ];
}

/** The part of the stand-in that shows and changes what people see. */
function screensOf(workspace: Workspace, line: Line) {
  const { team, app, files, groups, violations, pings } = workspace;
  const screens: Pick<
    SlackStandIn,
    'people' | 'addPerson' | 'channel' | 'addChannel' | 'direct' | 'home' | 'show' | 'until'
  > = {
    people: settle(workspace, line),
    addPerson: (name) => addPerson(workspace, line, name),
    channel: (name) => channelNamed(workspace, name),
    addChannel: (name, kind, members) => addChannel(workspace, { name, kind, members }),
    direct: (person) => directChannel(workspace, person.id),
    home: (person) => person.home,
    show: (screen) => show(workspace, screen),
    until: (probe, what, timeoutMs) => until(workspace, probe, what, timeoutMs),
  };
  return { ...screens, team, app, files, groups, violations, pings };
}
