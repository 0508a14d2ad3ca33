// SPDX-License-Identifier: Apache-2.0
#include "http/loop.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "http/events.hpp"
#include "http/read_buffer.hpp"
#include "http/request_reader.hpp"

namespace redthread::http {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using Socket = asio::ip::tcp::socket;
using Clock = std::chrono::steady_clock;
using ErrorCode = boost::system::error_code;

constexpr auto as_pair = asio::as_tuple(asio::use_awaitable);
constexpr auto sweep_every = std::chrono::milliseconds(50);
constexpr auto linger_time = std::chrono::seconds(1);
constexpr std::size_t body_buffer_bytes = 64u << 10;
constexpr std::size_t piece_bytes = 64u << 10;
constexpr std::size_t linger_bytes = 512u << 10;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One connection. All of it runs in its loop's thread, but for the handler.
class Session : public std::enable_shared_from_this<Session> {
 public:
  using All = std::unordered_set<Session*>;

  /// `tls`: null without TLS.
  Session(Service& service, All& all, asio::ssl::context* tls, Socket socket, std::string peer)
      : service_(service),
        all_(all),
        tls_context_(tls),
        socket_(std::move(socket)),
        waiting_(socket_.get_executor()),
        peer_(std::move(peer)) {
    all_.insert(this);
    ++service_.counters.connections;
  }
  ~Session() {
    all_.erase(this);
    close();
    --service_.counters.connections;
    service_.connections.closed(peer_);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// The connection's life. `self` keeps it.
  static awaitable<void> run(std::shared_ptr<Session> self);

  /// Called now and then: ends what takes too long.
  void check_time(Clock::time_point now) {
    if (now >= deadline_) expire();
  }
  void drain();
  void cut() { close(); }

 private:
  enum class Phase { idle, reading, handling, writing, streaming, lingering, other };

  awaitable<bool> begin_tls();
  awaitable<void> serve_requests();
  awaitable<bool> read_request(RequestReader& reader);
  awaitable<bool> fill();
  awaitable<Outgoing> respond_to(RequestReader& reader);
  awaitable<bool> handle(Request request, Circumstances circumstances, Outgoing& out);
  awaitable<bool> write(std::string_view first, std::string_view rest);
  awaitable<void> stream(std::shared_ptr<EventStream> events);
  static awaitable<void> watch_for_end(std::shared_ptr<Session> self);
  awaitable<void> end(bool unread);

  void expire();
  void close();
  void enter(Phase phase, Clock::time_point deadline) {
    phase_ = phase;
    deadline_ = deadline;
  }
  void record(const Outgoing& out);

  Service& service_;
  All& all_;
  asio::ssl::context* const tls_context_;
  Socket socket_;
  std::optional<asio::ssl::stream<Socket&>> tls_;
  asio::steady_timer waiting_;  // of an event stream
  const std::string peer_;

  ReadBuffer buffer_;

  Phase phase_ = Phase::idle;
  Clock::time_point deadline_ = Clock::time_point::max();
  bool timed_out_ = false;
  bool client_gone_ = false;

  // Of the request at hand.
  Clock::time_point started_;
  std::string id_;
  std::string method_;
  std::string path_;
  HeldBody held_body_{service_};
  std::uint64_t sent_ = 0;
};

awaitable<void> Session::run(std::shared_ptr<Session> self) {
  try {
    const bool ready = co_await self->begin_tls();
    if (ready) co_await self->serve_requests();
  } catch (const std::exception&) {
    // Out of memory for this connection: it ends, the others go on.
    self->close();
  }
}

awaitable<bool> Session::begin_tls() {
  if (tls_context_ == nullptr) co_return true;
  tls_.emplace(socket_, *tls_context_);
  enter(Phase::other, Clock::now() + service_.options.limits.write_time);
  const auto [error] = co_await tls_->async_handshake(asio::ssl::stream_base::server, as_pair);
  co_return !error;
}

awaitable<void> Session::serve_requests() {
  while (true) {
    RequestReader reader(service_.options.limits);
    const bool read = co_await read_request(reader);
    if (!read) break;
    const Outgoing out = co_await respond_to(reader);
    const bool refused = reader.state() != RequestReader::State::complete;
    const bool written = co_await write(out.head, out.body());
    held_body_.release();
    if (!out.events) service_.counters.took(seconds_since(started_));
    if (written && out.events && !reader.is_head()) {
      co_await stream(out.events);
      ErrorCode ignored;
      socket_.cancel(ignored);  // what watches for the client's end
    }
    record(out);
    if (!written || !socket_.is_open()) co_return;
    if (!out.keep_alive) {
      co_await end(refused);
      co_return;
    }
  }
  co_await end(false);
}

/// False when the client goes, or says nothing for too long. A request that is refused, or did not
/// come in time, is one to answer.
awaitable<bool> Session::read_request(RequestReader& reader) {
  const Limits& limits = service_.options.limits;
  enter(Phase::idle, Clock::now() + limits.idle_time);
  started_ = Clock::now();
  sent_ = 0;
  buffer_.rest();
  bool invited = false;
  while (true) {
    if (reader.state() == RequestReader::State::body) buffer_.grow_to(body_buffer_bytes);
    if (!buffer_.empty()) {
      if (phase_ == Phase::idle) started_ = Clock::now();
      const bool full = buffer_.is_full() && buffer_.capacity() >= limits.head_bytes;
      buffer_.read(reader.read(buffer_.unread(), full));
      held_body_.grow_to(reader.body_bytes());
      const auto more = std::chrono::milliseconds(
          static_cast<std::int64_t>(reader.body_bytes() * 1000 / limits.slowest_rate));
      enter(Phase::reading, started_ + limits.request_time + more);
    }
    if (reader.state() >= RequestReader::State::complete || held_body_.is_too_much()) break;
    if (reader.wants_continue() && !invited) {
      invited = true;
      if (buffer_.empty()) {
        const auto deadline = deadline_;
        const bool written = co_await write("HTTP/1.1 100 Continue\r\n\r\n", {});
        if (!written) co_return false;
        enter(Phase::reading, deadline);
      }
    }
    if (phase_ == Phase::idle && service_.stopping) co_return false;
    const bool filled = co_await fill();
    if (!filled) {
      if (!timed_out_ || phase_ == Phase::idle) co_return false;
      break;
    }
  }
  id_ = new_request_id();
  co_return true;
}

/// Reads what comes, behind what is unread. False at the end, or when the time is out.
awaitable<bool> Session::fill() {
  const auto [data, size] = buffer_.room();
  const auto room = asio::buffer(data, size);
  std::size_t count = 0;
  if (tls_) {
    const auto [error, read] = co_await tls_->async_read_some(room, as_pair);
    count = error ? 0 : read;
  } else {
    const auto [error, read] = co_await socket_.async_read_some(room, as_pair);
    count = error ? 0 : read;
  }
  buffer_.received(count);
  service_.counters.received_bytes += count;
  co_return count > 0;
}

awaitable<Outgoing> Session::respond_to(RequestReader& reader) {
  enter(Phase::handling, Clock::time_point::max());
  const Request& so_far = reader.request();
  method_ = reader.is_head() ? "HEAD" : so_far.method.empty() ? "-" : so_far.method;
  path_ = so_far.path.empty() ? "-" : so_far.path;
  Circumstances circumstances{
      .request_id = id_,
      .head_only = reader.is_head(),
      .takes_gzip = reader.takes_gzip(),
      .keep_alive = reader.keep_alive() && !service_.stopping,
      .http_1_0 = reader.http_1_0(),
      .compress_from_bytes = service_.options.compress_from_bytes,
  };
  if (reader.state() != RequestReader::State::complete) {
    circumstances.keep_alive = false;
    co_return refusal_of_unfinished(service_, reader, held_body_.is_too_much(), circumstances);
  }
  Request request = std::move(reader.request());
  request.id = id_;
  identify_client(request, peer_, tls_.has_value(), service_);
  Outgoing out;
  const bool handled = co_await handle(std::move(request), circumstances, out);
  if (!handled) {
    co_return refusal(service_, 503, "the server is busy", circumstances);
  }
  co_return out;
}

/// Runs the handler in a worker, and comes back to this thread. False when there was no room.
awaitable<bool> Session::handle(Request request, Circumstances circumstances, Outgoing& out) {
  struct Exchange {
    Request request;
    Circumstances circumstances;
    Outgoing out;
  };
  const auto exchange =
      std::make_shared<Exchange>(Exchange{std::move(request), std::move(circumstances), {}});
  Service& service = service_;
  const auto executor = socket_.get_executor();
  ++service.counters.in_flight;
  ++service.counters.queued;
  const auto submit = [&service, exchange, executor](auto continuation) {
    const auto shared = std::make_shared<decltype(continuation)>(std::move(continuation));
    const auto go_on = [shared, executor](bool done) {
      asio::post(executor, [shared, done] { std::move (*shared)(done); });
    };
    const bool accepted = service.workers.submit([&service, exchange, go_on](bool work) {
      --service.counters.queued;
      if (work) exchange->out = answer(service, exchange->request, exchange->circumstances);
      go_on(work);
    });
    if (!accepted) {
      ++service.counters.refused_queue_full;
      --service.counters.queued;
      go_on(false);
    }
  };
  const bool done = co_await asio::async_initiate<const asio::use_awaitable_t<>, void(bool)>(
      submit, asio::use_awaitable);
  --service.counters.in_flight;
  if (done) out = std::move(exchange->out);
  co_return done;
}

/// Writes both; the client has `write_time` for each piece.
awaitable<bool> Session::write(std::string_view first, std::string_view rest) {
  while (!first.empty() || !rest.empty()) {
    enter(Phase::writing, Clock::now() + service_.options.limits.write_time);
    const std::string_view piece = rest.substr(0, piece_bytes);
    const std::array<asio::const_buffer, 2> buffers = {
        asio::const_buffer(first.data(), first.size()),
        asio::const_buffer(piece.data(), piece.size())};
    bool failed = false;
    if (tls_) {
      const auto [error, count] = co_await asio::async_write(*tls_, buffers, as_pair);
      failed = bool(error);
      sent_ += count;
    } else {
      const auto [error, count] = co_await asio::async_write(socket_, buffers, as_pair);
      failed = bool(error);
      sent_ += count;
    }
    if (failed) co_return false;
    first = {};
    rest.remove_prefix(piece.size());
  }
  enter(Phase::other, Clock::time_point::max());
  co_return true;
}

awaitable<void> Session::stream(std::shared_ptr<EventStream> events) {
  const std::weak_ptr<Session> weak = weak_from_this();
  const auto executor = socket_.get_executor();
  const auto woken = std::make_shared<std::atomic<bool>>(false);
  EventReader reader(std::move(events), [weak, executor, woken] {
    if (woken->exchange(true)) return;
    asio::post(executor, [weak, woken] {
      *woken = false;
      if (const auto self = weak.lock()) self->waiting_.cancel();
    });
  });
  buffer_.clear();
  ++service_.counters.event_streams;
  asio::co_spawn(executor, watch_for_end(shared_from_this()), asio::detached);
  bool written = true;
  while (written && !client_gone_) {
    const EventReader::Taken taken = reader.take();
    if (taken.cut) {
      ++service_.counters.cut_slow_clients;
      break;
    }
    if (!taken.text.empty()) {
      written = co_await write({}, taken.text);
      continue;
    }
    if (taken.ended || service_.stopping) break;
    enter(Phase::streaming, Clock::time_point::max());
    waiting_.expires_after(service_.options.limits.keep_alive_comments);
    const auto [woken_up] = co_await waiting_.async_wait(as_pair);
    if (!woken_up) written = co_await write(": still here\n\n", {});
  }
  --service_.counters.event_streams;
}

/// Notices that the client of an event stream has gone; it has nothing more to say.
awaitable<void> Session::watch_for_end(std::shared_ptr<Session> self) {
  bool more = true;
  std::size_t said = 0;
  while (more && said < linger_bytes) {
    more = co_await self->fill();
    said += self->buffer_.unread().size();
    self->buffer_.read(self->buffer_.unread().size());
  }
  self->client_gone_ = true;
  self->waiting_.cancel();
}

/// Closes so that the client can read what was written last: with `unread` bytes of it still on
/// their way, closing at once would take the answer from it.
awaitable<void> Session::end(bool unread) {
  enter(Phase::lingering, Clock::now() + linger_time);
  if (tls_ && !unread) {
    const auto [error] = co_await tls_->async_shutdown(as_pair);
    (void)error;
  }
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  std::array<char, 4096> waste{};
  std::size_t read = unread && !service_.stopping ? 0 : linger_bytes;
  while (read < linger_bytes) {
    const auto [error, count] = co_await socket_.async_read_some(asio::buffer(waste), as_pair);
    if (error) break;
    read += count;
  }
  close();
}

void Session::expire() {
  deadline_ = Clock::time_point::max();
  timed_out_ = true;
  if (phase_ == Phase::reading || phase_ == Phase::idle) {
    ErrorCode ignored;
    socket_.cancel(ignored);
  } else {
    if (phase_ == Phase::writing) {
      ++service_.counters.cut_slow_clients;
      // What it did not take is thrown away now, not kept by the kernel.
      ErrorCode ignored;
      socket_.set_option(Socket::linger(true, 0), ignored);
    }
    close();
  }
}

void Session::close() {
  ErrorCode ignored;
  socket_.close(ignored);
  waiting_.cancel();
}

void Session::drain() {
  if (phase_ == Phase::idle) {
    ErrorCode ignored;
    socket_.cancel(ignored);
  } else if (phase_ == Phase::streaming) {
    waiting_.cancel();
  } else if (phase_ == Phase::lingering) {
    close();
  }
}

void Session::record(const Outgoing& out) {
  Counters& counters = service_.counters;
  counters.sent_bytes += sent_;
  counters.answered(method_, out.status);
  if (!service_.log) return;
  service_.log({.id = id_,
                .method = method_,
                .route = out.route.empty() ? path_ : out.route,
                .status = out.status,
                .bytes = sent_,
                .milliseconds = seconds_since(started_) * 1000,
                .reason = out.reason});
}

}  // namespace

struct Loop::Impl {
  explicit Impl(Service& its_service)
      : service(its_service), context(1), sweeping(context, Clock::now() + sweep_every) {
    if (service.tls) {
      SSL_CTX_up_ref(service.tls.get());
      tls.emplace(service.tls.get());
    }
    sweep();
    thread = std::thread([this] { context.run(); });
  }

  /// Looks at the time of all connections: one timer for all, instead of one set at each step.
  void sweep() {
    sweeping.async_wait([this](const ErrorCode& error) {
      if (error) return;
      const auto now = Clock::now();
      for_all([now](Session& session) { session.check_time(now); });
      sweeping.expires_at(now + sweep_every);
      sweep();
    });
  }

  template <typename Action>
  void for_all(const Action& action) {
    for (Session* session : sessions) action(*session);
  }

  Service& service;
  std::optional<asio::ssl::context> tls;
  Session::All sessions;  // in the loop's thread; before what may still hold sessions
  asio::io_context context;
  asio::steady_timer sweeping;
  std::thread thread;
};

Loop::Loop(Service& service) : impl_(std::make_unique<Impl>(service)) {}

Loop::~Loop() {
  impl_->context.stop();
  impl_->thread.join();
}

void Loop::adopt(int socket, bool is_ipv6, std::string peer) {
  asio::post(impl_->context, [this, socket, is_ipv6, peer = std::move(peer)]() mutable {
    const auto protocol = is_ipv6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
    auto session = std::make_shared<Session>(
        impl_->service, impl_->sessions, impl_->tls ? &*impl_->tls : nullptr,
        Socket(impl_->context, protocol, socket), std::move(peer));
    asio::co_spawn(impl_->context, Session::run(std::move(session)), asio::detached);
  });
}

void Loop::drain() {
  asio::post(impl_->context, [this] { impl_->for_all([](Session& session) { session.drain(); }); });
}

void Loop::cut() {
  asio::post(impl_->context, [this] { impl_->for_all([](Session& session) { session.cut(); }); });
}

}  // namespace redthread::http
