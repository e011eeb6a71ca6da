// The workload of `nearfar bench flows` on SimGrid (S4U): F flows always in flight over N NUMA nodes, a finished one replaced
// at once by its slot's own stream of draws. One JSON line on standard output.
// usage: flows mesh|ring|full NODES FLOWS EVENTS bounds|free
#include <simgrid/s4u.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <functional>
#include <map>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace s4u = simgrid::s4u;

namespace {

constexpr double CONTROLLER = 80e9; // B/s
constexpr double LINK = 32e9;
constexpr double LOCAL_SHARE = 0.7;

/** mulberry32: the same bits as the engine's benchmark draws. */
class Stream {
  uint32_t state;

public:
  explicit Stream(uint32_t seed) : state(seed) {}
  double draw() {
    state += 0x6D2B79F5u;
    uint32_t t = (state ^ (state >> 15)) * (1u | state);
    t = (t + (t ^ (t >> 7)) * (61u | t)) ^ t;
    return (t ^ (t >> 14)) / 4294967296.0;
  }
};

struct Setting {
  std::string kind;
  int nodes, flows;
  long events;
  bool bounded;
};

struct Host {
  std::vector<s4u::Host*> reader, memory;
};

struct Count {
  long done = 0, warmUp = 0;
  double sumSeconds = 0;
  std::chrono::steady_clock::time_point start;
  std::clock_t cpuStart = 0;
};

Setting setting;
Host host;
Count total;

int meshWidth(int nodes) {
  int width = 1;
  while (width * width < nodes)
    width++;
  while (nodes % width != 0)
    width++;
  return width;
}

int nextNode(int at, int to) {
  const int n = setting.nodes;
  if (setting.kind == "full")
    return to;
  if (setting.kind == "ring")
    return ((to - at + n) % n) * 2 <= n ? (at + 1) % n : (at + n - 1) % n;
  const int width = meshWidth(n);
  if (at % width != to % width)
    return at + (to % width > at % width ? 1 : -1);
  return at + (to > at ? width : -width);
}

void build() {
  auto* zone = s4u::create_full_zone("host");
  const int n = setting.nodes;
  std::vector<s4u::Link*> controller;
  for (int i = 0; i < n; i++) {
    const auto id = std::to_string(i);
    host.reader.push_back(zone->create_host("reader-" + id, 1e9));
    host.memory.push_back(zone->create_host("memory-" + id, 1e9));
    controller.push_back(zone->create_link("controller-" + id, CONTROLLER)->set_latency(0)->seal());
  }
  std::map<std::pair<int, int>, s4u::Link*> links;
  const auto link = [&](int a, int b) {
    auto*& made = links[{a, b}];
    if (made == nullptr)
      made = zone->create_link("link-" + std::to_string(a) + "-" + std::to_string(b), LINK)->set_latency(0)->seal();
    return made;
  };
  for (int from = 0; from < n; from++) {
    for (int to = 0; to < n; to++) {
      std::vector<s4u::LinkInRoute> route;
      for (int at = from; at != to;) {
        const int next = nextNode(at, to);
        route.emplace_back(link(at, next));
        at = next;
      }
      route.emplace_back(controller[to]);
      zone->add_route(host.reader[from]->get_netpoint(), host.memory[to]->get_netpoint(), nullptr, nullptr, route, false);
    }
  }
  zone->seal();
}

void finish() {
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - total.start;
  const double cpu = static_cast<double>(std::clock() - total.cpuStart) / CLOCKS_PER_SEC;
  const double events = static_cast<double>(setting.events - total.warmUp);
  std::printf("{\"events\":%.0f,\"seconds\":%.9f,\"cpuSeconds\":%.6f,\"eventsPerSecond\":%.3f,\"simulated\":%.9g,\"sumSeconds\":%.12g}\n", events,
              took.count(), cpu, events / took.count(), s4u::Engine::get_clock(), total.sumSeconds);
  std::fflush(stdout);
  _exit(0);
}

void countOne() {
  total.done++;
  if (total.done > total.warmUp)
    total.sumSeconds += s4u::Engine::get_clock();
  if (total.done == total.warmUp) {
    total.start = std::chrono::steady_clock::now();
    total.cpuStart = std::clock();
  }
  if (total.done == setting.events)
    finish();
}

/** A rate bound is heeded only by communications through a mailbox, whose receiver must be where the data go. */
void boundedFlow(s4u::Mailbox* box, const s4u::ActorPtr& receiver, int to, double bytes, double bound) {
  static int payload;
  receiver->set_host(host.memory[to]);
  box->put_init(&payload, static_cast<uint64_t>(bytes))->set_rate(bound)->wait();
}

void freeFlow(int from, int to, double bytes) {
  s4u::Comm::sendto_init()
      ->set_payload_size(static_cast<uint64_t>(bytes))
      ->set_source(host.reader[from])
      ->set_destination(host.memory[to])
      ->wait();
}

void slotActor(int slot, s4u::Mailbox* box, s4u::ActorPtr receiver) {
  Stream stream(static_cast<uint32_t>(slot) * 2654435761u + 1u);
  const int from = slot % setting.nodes;
  const double mean = CONTROLLER * setting.nodes / setting.flows;
  for (;;) {
    const int to = stream.draw() < LOCAL_SHARE ? from : static_cast<int>(stream.draw() * setting.nodes);
    const double bytes = 1e8 + static_cast<double>(static_cast<uint64_t>(stream.draw() * 1e9));
    const bool isBounded = !(stream.draw() < 0.5);
    const double bound = isBounded ? mean * (0.2 + 4 * stream.draw()) : 0;
    if (isBounded && setting.bounded)
      boundedFlow(box, receiver, to, bytes, bound);
    else
      freeFlow(from, to, bytes);
    countOne();
  }
}

void startSlots() {
  for (int slot = 0; slot < setting.flows; slot++) {
    auto* box = s4u::Mailbox::by_name("slot-" + std::to_string(slot));
    auto receiver = s4u::Actor::create("receiver-" + std::to_string(slot), host.memory[0], [box] {
      for (;;)
        box->get<int>();
    });
    s4u::Actor::create("slot-" + std::to_string(slot), host.reader[slot % setting.nodes],
                       [slot, box, receiver] { slotActor(slot, box, receiver); });
  }
}

/** Plain max-min sharing: no correction factors, no window limit (0 would switch the rate bounds off), no latencies. */
void configure() {
  s4u::Engine::set_config("network/model:CM02");
  s4u::Engine::set_config("network/TCP-gamma:1e30");
  s4u::Engine::set_config("network/crosstraffic:0");
  s4u::Engine::set_config("network/loopback-lat:0");
  s4u::Engine::set_config("maxmin/precision:1e-12");
  s4u::Engine::set_config("surf/precision:1e-9");
}

} // namespace

int main(int argc, char** argv) {
  s4u::Engine engine(&argc, argv);
  if (argc != 6) {
    std::fprintf(stderr, "usage: flows mesh|ring|full NODES FLOWS EVENTS bounds|free\n");
    return 2;
  }
  setting = {argv[1], std::atoi(argv[2]), std::atoi(argv[3]), std::atol(argv[4]), std::strcmp(argv[5], "free") != 0};
  total.warmUp = setting.events / 10;
  configure();
  build();
  startSlots();
  engine.run();
  return 1;
}
