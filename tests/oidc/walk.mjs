// SPDX-License-Identifier: Apache-2.0
// People sign in at the real oidc-provider, on loopback, and arrive at the product's own desk
// (desk.cpp). Run by ctest: node tests/oidc/walk.mjs DESK. Exit code 77 = skipped: the provider is
// not installed (deps/install oidc).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const installed = join(import.meta.dirname, '../../build/oidc/node_modules/oidc-provider/lib/index.js');
if (!existsSync(installed)) {
  console.log('SKIPPED: oidc-provider is not installed; deps/install oidc');
  process.exit(77);
}
// The provider warns that it is used for development, which it is.
console.warn = () => {};
console.info = () => {};
const { default: Provider } = await import(installed);

const redirect = 'http://127.0.0.1:1/api/oidc/back'; // never asked: the walk reads where it is sent
const people = {
  anna: { email: 'anna@region.se', email_verified: true, name: 'Anna Andersson' },
  berit: { email: 'berit@region.se', email_verified: true, name: 'Berit Ny', groups: ['RT-Planerare', 'Alla'] },
  cecilia: { email: 'anna@region.se', email_verified: true, name: 'Cecilia, som fick Annas adress' },
  david: { email: 'david@region.se', email_verified: false, name: 'David Obekräftad' },
};

function keyOf(type, options, id, alg) {
  const { privateKey } = generateKeyPairSync(type, options);
  return { ...privateKey.export({ format: 'jwk' }), kid: id, alg, use: 'sig' };
}

function client(id, more) {
  return { client_id: id, redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'], ...more };
}

function start(port) {
  const issuer = `http://127.0.0.1:${port}`;
  return new Provider(issuer, {
    clients: [
      client('basic', { client_secret: 'hemligt & 100% +', token_endpoint_auth_method: 'client_secret_basic' }),
      client('public', { token_endpoint_auth_method: 'none', id_token_signed_response_alg: 'ES256' }),
      client('shared', { client_secret: 'x'.repeat(48), id_token_signed_response_alg: 'HS256' }),
    ],
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'HS256'] },
    jwks: {
      keys: [keyOf('rsa', { modulusLength: 2048 }, 'r1', 'RS256'), keyOf('ec', { namedCurve: 'P-256' }, 'e1', 'ES256')],
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    pkce: { required: () => true },
    cookies: { keys: ['only for this test'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: `id of ${id}`, ...people[id] }) }),
  });
}

/** A browser: follows redirects, keeps cookies, until it is sent to the product. */
class Browser {
  #cookies = new Map();
  asked = 0;

  #cookieHeader(url) {
    return [...this.#cookies.values()]
      .filter((cookie) => url.pathname.startsWith(cookie.path))
      .map((cookie) => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }

  #keep(header) {
    const [pair, ...attributes] = header.split('; ');
    const [name, value] = pair.split('=');
    const path = attributes.find((each) => each.startsWith('path='))?.slice(5) ?? '/';
    const expires = attributes.find((each) => each.startsWith('expires='))?.slice(8);
    const key = `${name} ${path}`;
    if (expires && new Date(expires) < new Date()) this.#cookies.delete(key);
    else this.#cookies.set(key, { name, value, path });
  }

  /** The address that a redirect names, or the page. */
  async ask(address, form) {
    const url = new URL(address);
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: this.#cookieHeader(url) },
      body: form ? new URLSearchParams(form) : undefined,
    });
    this.asked += 1;
    answer.headers.getSetCookie().forEach((each) => this.#keep(each));
    const location = answer.headers.get('location');
    if (location) return { location: new URL(location, url).href };
    return { status: answer.status, page: await answer.text() };
  }

  /** Signs in as `person`, or gives up; what the product's address to come back to is asked with. */
  async signIn(address, person) {
    let at = address;
    for (let step = 0; step < 20; step += 1) {
      if (at.startsWith(redirect)) return Object.fromEntries(new URL(at).searchParams);
      const seen = await this.ask(at);
      if (seen.location) {
        at = seen.location;
        continue;
      }
      assert.equal(seen.status, 200, seen.page);
      if (!person) at = (await this.ask(`${at}/abort`)).location;
      else if (seen.page.includes('value="login"')) at = (await this.ask(at, { prompt: 'login', login: person, password: 'x' })).location;
      else at = (await this.ask(at, { prompt: 'consent' })).location;
    }
    throw new Error('the sign-in does not end');
  }
}

/** The product's desk for one client. */
class Desk {
  #process;
  #lines;
  asked = [];

  constructor(folder, issuer, clientId, secretEnv) {
    const args = [join(folder, 'plan.db'), issuer, redirect, clientId, ...(secretEnv ? [secretEnv] : [])];
    this.#process = spawn(process.argv[2], args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  #say(json) {
    this.#process.stdin.write(`${JSON.stringify(json)}\n`);
  }

  async tell(json) {
    this.#say(json);
    for (;;) {
      const { value, done } = await this.#lines.next();
      assert.ok(!done, 'the desk has closed');
      const heard = JSON.parse(value);
      if (!heard.ask) return heard;
      this.asked.push(heard.ask.address);
      const { method, address, headers, body } = heard.ask;
      const answer = await fetch(address, { method, headers, body: method === 'POST' ? body : undefined, redirect: 'manual' });
      this.#say({ status: answer.status, body: await answer.text() });
    }
  }

  async signIn(person, change = (back) => back) {
    const begun = await this.tell({ do: 'begin', to: '/r/vastmanland?unit=HSF' });
    const back = await new Browser().signIn(begun.address, person);
    const finish = change({ do: 'finish', browser: begun.browser, ...back });
    return { finish, result: await this.tell(finish) };
  }

  close() {
    this.#process.stdin.end();
    return new Promise((resolve) => this.#process.on('exit', resolve));
  }
}

const folder = mkdtempSync(join(tmpdir(), 'redthread-oidc-'));
const server = createServer().listen(0, '127.0.0.1');
await new Promise((resolve) => server.on('listening', resolve));
const provider = start(server.address().port);
server.on('request', provider.callback());
process.env.REDTHREAD_OIDC_SECRET = 'hemligt & 100% +';
process.env.REDTHREAD_OIDC_SHARED = 'x'.repeat(48);

const basic = new Desk(folder, provider.issuer, 'basic', 'REDTHREAD_OIDC_SECRET');
const open = new Desk(folder, provider.issuer, 'public');
const shared = new Desk(folder, provider.issuer, 'shared', 'REDTHREAD_OIDC_SHARED');

const walk = {
  'the account of the verified address is linked, by RS256 and a secret': async () => {
    assert.deepEqual(await basic.tell({ do: 'add', login: 'anna@region.se' }), { login: 'anna@region.se' });
    const { result } = await basic.signIn('anna');
    assert.deepEqual(result, { login: 'anna@region.se', name: 'anna@region.se', roles: [], to: '/r/vastmanland?unit=HSF' });
  },
  'claims give an account and its roles, by ES256 without a secret': async () => {
    const { result } = await open.signIn('berit');
    assert.deepEqual(result, { login: 'berit@region.se', name: 'Berit Ny', roles: ['planner'], to: '/r/vastmanland?unit=HSF' });
  },
  'claims that are gone take the roles with them': async () => {
    people.berit.groups = ['Alla'];
    assert.deepEqual((await open.signIn('berit')).result.roles, []);
  },
  'who got another person\'s address gets no account': async () => {
    assert.deepEqual((await basic.signIn('cecilia')).result, { error: 'no account' });
  },
  'an address that is not verified opens nothing': async () => {
    assert.deepEqual((await basic.signIn('david')).result, { error: 'no account' });
  },
  'a sign-in is finished once': async () => {
    const { finish, result } = await basic.signIn('anna');
    assert.equal(result.login, 'anna@region.se');
    assert.equal((await basic.tell(finish)).error, 'access.sign_in_refused');
  },
  'a code of another sign-in is refused by the service: PKCE': async () => {
    const begun = await basic.tell({ do: 'begin', to: '/' });
    const stolen = await new Browser().signIn(begun.address, 'anna');
    const { result } = await basic.signIn('cecilia', (back) => ({ ...back, code: stolen.code }));
    assert.equal(result.error, 'access.sign_in_refused');
    assert.match(result.message, /does not know the sign-in/);
  },
  'another browser cannot finish': async () => {
    const other = await basic.tell({ do: 'begin', to: '/' });
    const { result } = await basic.signIn('anna', (back) => ({ ...back, browser: other.browser }));
    assert.equal(result.error, 'access.sign_in_refused');
  },
  'an answer of another issuer is refused': async () => {
    const { result } = await basic.signIn('anna', (back) => ({ ...back, iss: 'https://evil.example' }));
    assert.equal(result.error, 'access.sign_in_refused');
  },
  'who gives up is not let in': async () => {
    const { finish, result } = await basic.signIn(undefined);
    assert.equal(finish.error, 'access_denied');
    assert.equal(result.error, 'access.sign_in_refused');
  },
  'a token that is signed with the shared secret is refused': async () => {
    const { result } = await shared.signIn('anna');
    assert.equal(result.error, 'access.sign_in_service');
    assert.match(result.message, /signed in a way that is not accepted/);
  },
  'what the service publishes is asked for once': async () => {
    assert.equal(basic.asked.filter((address) => address.includes('.well-known')).length, 1);
  },
};

let failures = 0;
for (const [what, take] of Object.entries(walk)) {
  try {
    await take();
    console.log(`ok   ${what}`);
  } catch (error) {
    failures += 1;
    console.log(`FAIL ${what}\n${error.stack}`);
  }
}
const codes = await Promise.all([basic, open, shared].map((desk) => desk.close()));
server.closeAllConnections();
server.close();
rmSync(folder, { recursive: true });
if (failures > 0 || codes.some((code) => code !== 0)) process.exit(1);
