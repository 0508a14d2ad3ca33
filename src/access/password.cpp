// SPDX-License-Identifier: Apache-2.0
#include "access/password.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "access/lower_case.hpp"
#include "access/messages.hpp"
#include "base/text.hpp"

namespace redthread::access {
namespace {

/// What Swedish and English speakers begin with, and what everybody here has on their mind.
constexpr std::string_view guessed_words[] = {
    "password", "lösenord", "passord",       "qwerty",   "qwertyuiop", "asdfgh",
    "letmein",  "welcome",  "välkommen",     "hemligt",  "hemlig",     "sommar",
    "vinter",   "admin",    "administrator", "region",   "redthread",  "rödatråden",
    "röda",     "tråden",   "sverige",       "sjukhus",  "landsting",  "vården",
    "iloveyou", "dragon",   "monkey",        "football", "hockey",     "secret"};

/// Shorter parts of names are in too many honest words.
constexpr std::size_t shortest_word = 4;

std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    characters += each.code_point;
    at += each.bytes;
  }
  return characters;
}

std::vector<std::u32string> words_of(const std::string& login, const std::string& name) {
  std::vector<std::u32string> words;
  const auto add = [&](std::string_view word) {
    auto characters = characters_of(lower_case(word));
    if (characters.size() >= shortest_word) words.push_back(std::move(characters));
  };
  for (const std::string_view word : guessed_words) add(word);
  add(login);
  add(std::string_view(login).substr(0, login.find('@')));
  for (const std::string_view part : split(name, ' ')) add(part);
  std::sort(words.begin(), words.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return words;
}

/// How many characters at the beginning are the same, or go up or down by one; at least 1.
std::size_t run_length(std::u32string_view text) {
  if (text.size() < 2) return text.size();
  const auto step = [&](std::size_t i) {
    return static_cast<std::int64_t>(text[i]) - static_cast<std::int64_t>(text[i - 1]);
  };
  const std::int64_t first = step(1);
  if (first < -1 || first > 1) return 1;
  std::size_t length = 2;
  while (length < text.size() && step(length) == first) ++length;
  return length;
}

/// Characters, where what can be guessed counts as one.
std::size_t counted_length(std::u32string_view text, const std::vector<std::u32string>& words) {
  constexpr std::size_t shortest_run = 3;
  std::size_t count = 0;
  while (!text.empty()) {
    std::size_t taken = run_length(text);
    if (taken < shortest_run) taken = 1;
    for (const std::u32string& word : words) {
      if (text.substr(0, word.size()) == word) taken = std::max(taken, word.size());
    }
    text.remove_prefix(taken);
    ++count;
  }
  return count;
}

}  // namespace

bool check_password(const std::string& password, const std::string& login, const std::string& name,
                    Diagnostics& diagnostics) {
  if (!is_valid_utf8(password) || printable(password) != password) {
    diagnostics.error(codes::password_text, {}, "the password is not text that can be typed",
                      "leave out line ends and other control characters");
    return false;
  }
  const std::size_t length = character_count(password);
  if (length < shortest_password) {
    diagnostics.error(codes::password_short, {},
                      fmt::format("the password has {} characters; it needs at least {}", length,
                                  shortest_password),
                      "several words in a row are easy to remember and hard to guess");
    return false;
  }
  if (length > longest_password) {
    diagnostics.error(codes::password_long, {},
                      fmt::format("the password is longer than {} characters", longest_password));
    return false;
  }
  if (counted_length(characters_of(lower_case(password)), words_of(login, name)) <
      shortest_password) {
    diagnostics.error(
        codes::password_guessable, {},
        "the password is made of what is guessed first: common words, the own name, series of "
        "characters",
        "each of them counts as one character; make it longer, with words of your own");
    return false;
  }
  return true;
}

}  // namespace redthread::access
