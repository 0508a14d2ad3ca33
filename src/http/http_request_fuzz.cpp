// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "http/request_reader.hpp"

namespace {

using redthread::http::Limits;
using redthread::http::RequestReader;

struct Reading {
  std::unique_ptr<RequestReader> reader;
  std::size_t read = 0;
};

/// Reads as a connection does: `piece` bytes come at a time, and what was read is taken away.
Reading read_in_pieces(std::string_view bytes, std::size_t piece, const Limits& limits) {
  Reading reading{std::make_unique<RequestReader>(limits)};
  for (std::size_t come = 0; come < bytes.size();) {
    if (reading.reader->state() >= RequestReader::State::complete) break;
    come = std::min(come + piece, bytes.size());
    reading.read += reading.reader->read(bytes.substr(reading.read, come - reading.read), false);
  }
  return reading;
}

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

/// Any bytes on a connection: a request, or a refusal with a reason; and the same however they
/// come, or else what a request is would be a matter of timing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const Limits limits = {
      .head_bytes = 2048, .target_bytes = 512, .header_count = 20, .body_bytes = 4096};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Reading whole = read_in_pieces(bytes, bytes.size() + 1, limits);
  const Reading pieces = read_in_pieces(bytes, std::size_t{data[0]} % 16 + 1, limits);
  RequestReader& one = *whole.reader;
  RequestReader& other = *pieces.reader;
  // What is never a request may be refused sooner or later: Beast looks for the end of a chunk's
  // quoted extension behind its line, among the bytes that have come.
  const bool complete = one.state() == RequestReader::State::complete;
  require(complete == (other.state() == RequestReader::State::complete));
  if (one.state() == RequestReader::State::refused) {
    require(one.status() >= 400 && one.status() < 500 && !one.why().empty());
  }
  if (!complete) return 0;
  require(whole.read == pieces.read && whole.read <= bytes.size());
  require(one.request().path == other.request().path && one.request().body == other.request().body);
  require(one.request().headers.size() == other.request().headers.size());
  require(one.request().headers.size() <= limits.header_count);
  require(one.body_bytes() <= limits.body_bytes && one.request().path.starts_with('/'));
  return 0;
}
