import { ApiError } from './apiProblem';
import type { ApiRequest } from './apiRequest';
import { send } from './send';
import { toProblem } from './toProblem';

/**
 * Sends a request through the app's proxy and reads the answer by its schema.
 * @throws ApiError for every failure: no network, a problem answer, an answer of another shape
 */
export async function call<Answer>(request: ApiRequest<Answer>): Promise<Answer> {
  const answer = await send(request).catch((error: unknown) => {
    throw new ApiError(toProblem(error));
  });
  const parsed = request.answer.safeParse(answer.data);
  if (!parsed.success) {
    throw new ApiError({
      title: 'The exporter’s answer is of another shape',
      detail: `${request.path}: ${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`,
      status: answer.status,
      fields: [],
      hint: 'Plugin and exporter are probably of different versions; use the same version of both.',
    });
  }
  return parsed.data;
}
