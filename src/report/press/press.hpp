// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace redthread::report {

/// What a document in Typst is made of. No other file and no other font is seen.
struct PdfSource {
  std::string source;
  std::map<std::string, std::string> files;  ///< by the path that `source` says: their bytes
  std::vector<std::string> fonts;            ///< font files, or folders of them; absolute paths
  std::string standard = "ua-1";             ///< as Typst names it
  long long creation_timestamp = 0;          ///< seconds since 1970
};

/// The helper program press/ (Node: ECharts and Typst), which draws charts and sets PDF. It starts
/// with the first request and stays warm; if it dies in the middle of a request it is started again
/// and asked again, once. Never two requests at a time: safe to use from several threads, which
/// then wait for one another.
///
/// Errors (`Error`): `press.missing` (Node or the helper is not there), `press.refused` (the option
/// or the source is wrong: our bug; the context says where), `press.died`, `press.garbage`
/// (the answer is none), `press.timeout`.
class Press {
 public:
  struct Options {
    /// Node 20 or later. By default REDTHREAD_NODE in the environment; else the one that ./run
    /// setup fetched for machines without, build/deps/bin/node; else `node` in PATH.
    std::string node;
    /// The helper's main.js. By default REDTHREAD_PRESS in the environment; else, seen from the
    /// folder of the running program: ../../press/dist/src/main.js (the build tree), or
    /// ../lib/redthread/press/dist/src/main.js (installed).
    std::string program;
    /// For one request. A hundred pages take a few seconds.
    std::chrono::milliseconds timeout = std::chrono::minutes(2);
  };

  Press();
  explicit Press(Options options);
  ~Press();
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;

  /// The SVG of an ECharts option (JSON, with formatters as in press/src/texts.ts), as ECharts
  /// writes it; `width` and `height` in CSS pixels.
  std::string chart(std::string_view option, int width, int height);
  /// The PDF, as Typst writes it.
  std::string pdf(const PdfSource& source);

 private:
  class Helper;
  std::unique_ptr<Helper> helper_;
};

}  // namespace redthread::report
