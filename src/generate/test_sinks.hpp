// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generate/sink.hpp"

namespace redthread::generate {

/// Keeps all files, for tests.
class MemorySink : public Sink {
 public:
  void open(const std::string& path) override { file_ = &files[path]; }
  void write(std::string_view bytes) override { file_->append(bytes); }
  void close() override { file_ = nullptr; }

  std::map<std::string, std::string> files;

  /// The rows of all deliveries of a fact, without heads and without those that are damaged by
  /// what their first field says.
  std::vector<std::vector<std::string>> rows(const std::string& fact) const {
    std::vector<std::vector<std::string>> all;
    const std::string folder = "data/" + fact + "/";
    for (auto file = files.lower_bound(folder);
         file != files.end() && file->first.compare(0, folder.size(), folder) == 0; ++file) {
      const std::string& text = file->second;
      std::size_t at = text.find('\n') + 1;
      while (at < text.size()) {
        const std::size_t end = text.find('\n', at);
        if (text[at] != 'X') all.push_back(fields(text.substr(at, end - at)));
        at = end + 1;
      }
    }
    return all;
  }

 private:
  static std::vector<std::string> fields(const std::string& row) {
    std::vector<std::string> all(1);
    for (const char letter : row) {
      if (letter == ',') {
        all.emplace_back();
      } else {
        all.back() += letter;
      }
    }
    return all;
  }

  std::string* file_ = nullptr;
};

/// Forgets all, for counting.
class NullSink : public Sink {
 public:
  void open(const std::string& /*path*/) override {}
  void write(std::string_view /*bytes*/) override {}
  void close() override {}
};

}  // namespace redthread::generate
