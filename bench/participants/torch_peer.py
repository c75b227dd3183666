"""PyTorch's side of the conversation; see serve.ts. Inference is traced and frozen, training eager."""
import json
import os
import sys
import time

threads = int(os.environ.get("THREADS", "1"))
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(threads)
import numpy as np
import torch
import torch.nn.functional as F



def lstm(args):
    xs, h, c, w_input, w_hidden, bias = args
    # torch keeps weights as [4D, I]; the transposes are of parameters, made once when the graph is frozen.
    weights = [w_input.t().contiguous(), w_hidden.t().contiguous(), bias, torch.zeros_like(bias)]
    hs, h, c = torch.lstm(xs, (h[None], c[None]), weights, True, 1, 0.0, torch.is_grad_enabled(), False, False)
    return [hs, h[0], c[0]]


def dense(node, args):
    x, weight, *bias = args
    flat = x.reshape(-1, x.shape[-1])
    out = torch.addmm(bias[0], flat, weight) if bias else flat @ weight
    out = out.reshape(*x.shape[:-1], weight.shape[1])
    return [F.relu(out) if node["relu"] else out]


def conv(node, args):
    x, kernel, *bias = args
    out = F.conv2d(x, kernel, bias[0] if bias else None, padding=node["padding"])
    return [F.relu(out) if node["relu"] else out]


def cut(node, x):
    return x.narrow(node["axis"], node["start"], node["end"] - node["start"])


def image_rows(x):
    return x.flatten(2).transpose(1, 2)


OPERATIONS = {
    "matmul": lambda node, a: [a[0] @ a[1]],
    "dense": dense,
    "add": lambda node, a: [a[0] + a[1]],
    "mul": lambda node, a: [a[0] * a[1]],
    "relu": lambda node, a: [F.relu(a[0])],
    "sigmoid": lambda node, a: [torch.sigmoid(a[0])],
    "tanh": lambda node, a: [torch.tanh(a[0])],
    "gather": lambda node, a: [a[0].index_select(node["axis"], node["index"])],
    "concat": lambda node, a: [torch.cat(a, node["axis"])],
    "slice": lambda node, a: [cut(node, a[0])],
    "reshape": lambda node, a: [a[0].reshape(node["shape"])],
    "sum": lambda node, a: [a[0].sum(node["axis"], keepdim=node["keep"])],
    "lstm": lambda node, a: lstm(a),
    "conv": conv,
    "maxPool": lambda node, a: [F.max_pool2d(a[0], 2)],
    "imageRows": lambda node, a: [image_rows(a[0])],
}


class Net(torch.nn.Module):
    def __init__(self, job, tensors):
        super().__init__()
        self.graph = job["graph"]
        self.inputs = [n["name"] for n in self.graph["nodes"] if n["op"] == "input"]
        self.names = {}
        for node in self.graph["nodes"]:
            if node["op"] == "gather":
                node["index"] = torch.tensor(node["indices"])
            if node["op"] == "const":
                name = node["name"].replace(".", "_")
                self.names[node["name"]] = name
                self.register_parameter(
                    name, torch.nn.Parameter(tensors(node), requires_grad=node["name"].startswith("params."))
                )

    def forward(self, *given):
        values = {}
        at = dict(zip(self.inputs, given))
        for node in self.graph["nodes"]:
            if node["op"] == "input":
                results = [at[node["name"]]]
            elif node["op"] == "const":
                results = [getattr(self, self.names[node["name"]])]
            else:
                results = OPERATIONS[node["op"]](node, [values[i] for i in node["in"]])
            values.update(zip(node["out"], results))
        return tuple(values[o["id"]] for o in self.graph["outputs"])


def reader(job):
    numbers = np.fromfile(job["file"], dtype="<f4")

    def tensors(node):
        placed = job["tensors"][node["name"]]
        size = int(np.prod(placed["shape"]))
        array = numbers[placed["offset"] : placed["offset"] + size].reshape(placed["shape"])
        if node["op"] == "input" and node["image"]:
            array = array.transpose(0, 3, 1, 2)
        if node["op"] == "const" and array.ndim == 4:
            array = array.transpose(3, 2, 0, 1)
        return torch.from_numpy(np.ascontiguousarray(array))

    return tensors


def training(job, net, given, tensors):
    mode = job["mode"]
    trained = [p for p in net.parameters() if p.requires_grad]
    optimiser = torch.optim.SGD(trained, lr=mode["rate"], momentum=mode["momentum"])
    labels = tensors({"op": "labels", "name": mode["labels"]}).long()

    def step():
        optimiser.zero_grad(set_to_none=True)
        loss = F.cross_entropy(net(*given)[0], labels)
        loss.backward()
        optimiser.step()
        return [np.float32(loss.item()).reshape(1)]

    return step, lambda: step() + step()


def prepare(job):
    # Products are OpenBLAS's, which has threads of its own: a second pool beside it makes small steps many times slower. Only
    # convolutions need torch's.
    convolves = any(n["op"] == "conv" for n in job["graph"]["nodes"])
    torch.set_num_threads(threads if convolves else 1)
    tensors = reader(job)
    net = Net(job, tensors)
    given = [tensors(n) for n in job["graph"]["nodes"] if n["op"] == "input"]
    if job["mode"]["kind"] == "train":
        return training(job, net, given, tensors)
    stream = job["mode"]["kind"] == "stream"
    with torch.no_grad():
        f = torch.jit.freeze(torch.jit.trace(net.eval(), given, check_trace=False))

    def run():
        with torch.inference_mode():
            results = f(*given)
            if stream:
                given[1:] = results[1:]
                return [results[0].numpy()]
            return [x.numpy() for x in results]

    def outputs():
        if stream:
            return run() + run()
        images = [o["image"] for o in job["graph"]["outputs"]]
        return [x.transpose(0, 2, 3, 1) if image else x for x, image in zip(run(), images)]

    return run, outputs


def say(message):
    print(json.dumps(message), flush=True)


def main():
    say({"ready": f"PyTorch {torch.__version__}"})
    run = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "prepare" in request:
                run = None
                run, outputs = prepare(request["prepare"])
                results = [np.ascontiguousarray(x, dtype="<f4") for x in outputs()]
                file = f"{request['prepare']['file']}.{os.getpid()}"
                np.concatenate([x.ravel() for x in results]).tofile(file)
                say({"outputs": [x.size for x in results], "file": file, "notes": {}})
            else:
                ms = []
                for _ in range(request["run"]):
                    start = time.perf_counter()
                    run()
                    ms.append(1000 * (time.perf_counter() - start))
                say({"ms": ms})
        except Exception as error:  # reported in the table
            run = None
            say({"error": str(error).strip().split("\n")[-1][:300]})


main()
