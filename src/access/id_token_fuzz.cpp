// SPDX-License-Identifier: Apache-2.0
#include "access/id_token.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "access/json_web_key.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"

/// No text crashes the readers of tokens, keys and userinfo, and none is believed: the keys of the
/// input have signed nothing. Input: `JSON of keys` `\n` `token`; a token without dots stands for
/// the claims, which are put behind a good header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace redthread::access;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = text.find('\n');
  const auto keys = parse_key_set(text.substr(0, line));
  const std::string_view rest = line == text.npos ? text : text.substr(line + 1);
  const TokenExpectation expected{"https://login.region.se", "redthread", time_of(1'700'000'000)};

  std::string token(rest);
  if (rest.find('.') == rest.npos) {
    token = to_base64url(R"({"alg":"ES256"})") + "." + to_base64url(rest) + "." +
            to_base64url(std::string(64, '\1'));
  }
  const TokenAnswer answer =
      check_id_token(token, keys.value_or(std::vector<JsonWebKey>()), expected);
  REDTHREAD_ASSERT(!answer.token, "nobody signed it");
  REDTHREAD_ASSERT(*answer.problem.what != '\0', "a reason is given");

  IdToken person{.subject = "42"};
  add_user_info(rest, person);
  if (const auto bytes = from_base64url(rest)) {
    REDTHREAD_ASSERT(to_base64url(*bytes) == rest, "what is read is what was written");
  }
  return 0;
}
