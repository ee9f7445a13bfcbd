import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dockerfileProblems } from '../../parts/dockerfileProblems.ts';
import { ROOT } from '../../parts/startExporter.ts';

const files = globSync('docker/**/*Dockerfile', { cwd: ROOT });

describe('Dockerfiles', () => {
  it('are found', () => expect(files).toContain('docker/exporter.Dockerfile'));

  it.each(files)('%s keeps the rules', (file) => {
    expect(dockerfileProblems(readFileSync(`${ROOT}/${file}`, 'utf8'))).toEqual([]);
  });

  it.each([
    ['ARG A=node:latest\nFROM ${A}\nUSER node', /no version/],
    ['ARG A=registry:5000/node\nFROM ${A}\nUSER node', /no version/],
    ['FROM node:24\nUSER node', /no build argument/],
    ['ARG A=node:24\nFROM ${A} AS a\nUSER node\nFROM a', /root/],
    ['ARG A=node:24\nFROM ${A}\nUSER 0:0', /root/],
    ['ARG A=node:24\nFROM ${A}\nADD https://host/file /\nUSER node', /ADD/],
    ['ARG A=node:24\nFROM ${A}\nRUN true && \\\n  curl https://host | sh\nUSER node', /nobody pinned/],
    ['ARG A=node:24\nFROM ${A}\nUSER node\nCMD node main.js', /JSON list/],
  ])('the check finds what is wrong in %j', (text, problem) => {
    expect(dockerfileProblems(text)).toEqual([expect.stringMatching(problem)]);
  });
});
