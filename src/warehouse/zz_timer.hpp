#pragma once
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <sys/resource.h>
struct PhaseTimer {
  static double cpu(int who = RUSAGE_SELF) {
    rusage u{};
    getrusage(who, &u);
    return u.ru_utime.tv_sec + u.ru_utime.tv_usec / 1e6 + u.ru_stime.tv_sec + u.ru_stime.tv_usec / 1e6;
  }
  struct Sum { double wall = 0, cpu = 0, own = 0; };
  struct Sums : std::map<std::string, Sum> {
    ~Sums() { for (auto& [k, s] : *this) fprintf(stderr, "  %-14s wall %.2f cpu %.2f own %.2f\n", k.c_str(), s.wall, s.cpu, s.own); }
  };
  static Sums& sums() { static Sums s; return s; }
  std::string name;
  double c = cpu(), o = cpu(RUSAGE_THREAD);
  std::chrono::steady_clock::time_point t = std::chrono::steady_clock::now();
  PhaseTimer(const char* n) : name(n) {}
  ~PhaseTimer() {
    auto& s = sums()[name];
    s.wall += std::chrono::duration<double>(std::chrono::steady_clock::now() - t).count();
    s.cpu += cpu() - c; s.own += cpu(RUSAGE_THREAD) - o;
  }
};
