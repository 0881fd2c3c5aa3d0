import { describe, expect, it } from 'vitest';

import { fetchModelConfig } from '#lib/sources/huggingface/fetch-model-config.ts';

type Answer = Response | (() => Promise<Response>);

/** A site that gives `answers` in turn and writes down what it was asked for. */
function siteOf(...answers: Answer[]) {
  const asked: string[] = [];
  const site: typeof fetch = (input) => {
    asked.push(input instanceof Request ? input.url : String(input));
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer === undefined) return Promise.reject(new TypeError('fetch failed'));

    return typeof answer === 'function' ? answer() : Promise.resolve(answer.clone());
  };

  return { site, asked };
}

const redirect = (location: string) => new Response(null, { status: 307, headers: { location } });

async function detailOf(repository: string, ...answers: Answer[]): Promise<string> {
  const { site } = siteOf(...answers);
  const fetched = await fetchModelConfig(repository, { fetch: site, timeoutMs: 200 });
  if (fetched.ok) throw new Error('it was fetched');
  const { error } = fetched;

  return error.kind === 'invalid-input' ? error.faults.map(({ message }) => message).join() : error.detail;
}

describe('fetching the config of a repository', () => {
  it('asks the one site over https for the one file', async () => {
    const { site, asked } = siteOf(new Response('{"a":1}'));
    const fetched = await fetchModelConfig('deepseek-ai/DeepSeek-V3', { fetch: site });
    expect(fetched).toMatchObject({ ok: true, value: { text: '{"a":1}' } });
    expect(asked).toEqual(['https://huggingface.co/deepseek-ai/DeepSeek-V3/resolve/main/config.json']);
  });

  it('follows a redirect within the site', async () => {
    const { site, asked } = siteOf(redirect('/new-owner/model/resolve/main/config.json'), new Response('{}'));
    const fetched = await fetchModelConfig('old-owner/model', { fetch: site });
    expect(fetched.ok).toBe(true);
    expect(asked[1]).toBe('https://huggingface.co/new-owner/model/resolve/main/config.json');
  });

  it.each([
    'http://huggingface.co/a/b',
    'https://evil.example/a/b',
    'https://huggingface.co.evil.example/a',
    'https://user:secret@huggingface.co/a/b',
    'https://huggingface.co:8443/a/b',
    'http://127.0.0.1:5432/',
    'file:///etc/passwd',
    '//169.254.169.254/latest',
  ])('does not follow a redirect to %s', async (target) => {
    const { site, asked } = siteOf(redirect(target), new Response('{}'));
    const fetched = await fetchModelConfig('owner/model', { fetch: site });
    expect(fetched.ok).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it('gives up on redirects in a circle', async () => {
    expect(await detailOf('owner/model', redirect('/owner/model/resolve/main/config.json'))).toContain(
      'in a circle',
    );
  });

  it.each([
    'model',
    '../etc/passwd',
    'a/b/c',
    'owner/..',
    'owner/model?x=1',
    'owner/mo del',
    '',
    `a/${'b'.repeat(200)}`,
  ])('refuses the name "%s" before asking anybody', async (name) => {
    const { site, asked } = siteOf(new Response('{}'));
    const fetched = await fetchModelConfig(name, { fetch: site });
    expect(fetched).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
    expect(asked).toEqual([]);
  });

  it('says what a status means and what to do', async () => {
    const status = (code: number) => new Response('no', { status: code });
    expect(await detailOf('owner/model', status(401))).toContain('gated or private');
    expect(await detailOf('owner/model', status(404))).toContain('has no config.json');
    expect(await detailOf('owner/model', status(429))).toContain('too many requests');
    expect(await detailOf('owner/model', status(500))).toContain('status 500');
  });

  it('says that the site cannot be reached, and that pasting works', async () => {
    expect(await detailOf('owner/model')).toMatch(/cannot be reached from this server. Paste or upload/);
  });

  it('stops an endless body at its limit', async () => {
    let pieces = 0;
    const endless = () =>
      Promise.resolve(
        new Response(
          new ReadableStream({
            pull: (controller) => {
              pieces += 1;
              controller.enqueue(new Uint8Array(65_536));
            },
          }),
        ),
      );
    expect(await detailOf('owner/model', endless)).toContain('larger than 1000000 bytes');
    expect(pieces).toBeLessThan(40);
  });

  it('stops waiting for a site that hangs, before or inside its answer', async () => {
    const hanging: Answer = () =>
      new Promise((_, reject) => {
        setTimeout(() => {
          reject(new DOMException('aborted', 'TimeoutError'));
        }, 250);
      });
    expect(await detailOf('owner/model', hanging)).toContain('did not answer within');
    const stuck = () =>
      Promise.resolve(new Response(new ReadableStream({ pull: () => new Promise(() => undefined) })));
    expect(await detailOf('owner/model', stuck)).toContain('did not answer within');
  });
});
