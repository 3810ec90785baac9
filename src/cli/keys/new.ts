import { readConfig } from '../../config';
import { keyId } from '../../features/people/secrets';
import { addKey } from '../../process/secret-key';

export async function newKey(): Promise<void> {
  const config = readConfig();
  if (config.secretKey) {
    throw new Error(
      'The keys are those of SANLOU_SECRET_KEY here: make one with openssl rand -base64 32; sanlou keys rotate --help tells the order.',
    );
  }
  const id = keyId(await addKey(config));
  console.log(`Key ${id} is the current one from the next start on. Restart the server, then run: sanlou keys rotate`);
}
