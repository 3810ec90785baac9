import { IncomingMessage, ServerResponse, type RequestListener } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** Sets what helmet sets. None of it depends on the request, so helmet is asked once. */
export function securityHeaders(): RequestListener {
  const headers: [name: string, value: string][] = [];
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  response.setHeader = (name, value) => {
    headers.push([name, String(value)]);
    return response;
  };
  helmet()(request, response, () => undefined);
  return (_request, answer) => {
    for (const [name, value] of headers) answer.setHeader(name, value);
  };
}
