export { answerOf, ifMatch, type Answer } from "./answers.js";
export { Client, newIdempotencyKey, type ClientSettings, type Patience, type Tokens } from "./client.js";
export {
  BadRequest,
  Conflict,
  Forbidden,
  Invalid,
  NoAnswer,
  NotFound,
  NotModified,
  PreconditionFailed,
  PreconditionRequired,
  Refusal,
  TooLarge,
  TooManyRequests,
  Unauthenticated,
  Unavailable,
  Unexpected,
} from "./errors.js";
export { follow, type Following, type FollowOptions } from "./follow.js";
export * from "./generated/index.js";
export { isOf, items, pages } from "./pages.js";
export { resume, signIn, type SignedIn, type SignInSettings, type TokensHeld, type TokenStore } from "./session.js";
