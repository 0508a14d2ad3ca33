// SPDX-License-Identifier: Apache-2.0
#include "warehouse/pseudonym.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace redthread::warehouse {

static_assert(sizeof(Pseudonyms::Key) == crypto_shorthash_KEYBYTES);

Pseudonyms::Key Pseudonyms::random_key() {
  REDTHREAD_ASSERT(sodium_init() >= 0, "libsodium starts");
  Key key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

Pseudonyms::Key Pseudonyms::key_in(const std::string& path) {
  // Made whole under its name, or not at all: two processes that start at once get one key.
  if (const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      file >= 0) {
    const Key key = random_key();
    const bool is_written =
        ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
        ::fsync(file) == 0;
    ::close(file);
    if (is_written) return key;
    ::unlink(path.c_str());
    throw Error("warehouse.open",
                fmt::format("the key of pseudonyms `{}` cannot be written", path));
  }
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  Key key{};
  if (!in || bytes.size() != key.size()) {
    throw Error("warehouse.open",
                fmt::format("the key of pseudonyms `{}` cannot be read, or is none; delete it and "
                            "the warehouse beside it: both are made again",
                            path));
  }
  std::memcpy(key.data(), bytes.data(), key.size());
  return key;
}

std::int64_t Pseudonyms::of(std::string_view person) const {
  std::uint64_t hash = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hash),
                   reinterpret_cast<const unsigned char*>(person.data()), person.size(),
                   key_.data());
  std::int64_t number = 0;
  std::memcpy(&number, &hash, sizeof number);
  return number;
}

std::string pseudonym_text(std::int64_t number) {
  return fmt::format("P-{:016x}", static_cast<std::uint64_t>(number));
}

}  // namespace redthread::warehouse
